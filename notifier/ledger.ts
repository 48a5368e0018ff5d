import type { ClientBase, Pool } from 'pg';
import type { LetterDue } from './letter-due.ts';

type Client = Pick<ClientBase, 'query'>;

export type ClaimedLetter = LetterDue & Readonly<{ tries: number; resends: number }>;

/** What became of one try. Reasons are words of ours: an answer of a mail server quotes the address. */
export type Outcome =
  | { is: 'Sent' }
  | { is: 'Failed' | 'Skipped'; reason: string }
  | { is: 'PutOff'; seconds: number; reason: string /** Waiting for somebody else is no try. */; counts: boolean };

/** Quiet when the letter is there already. */
export const enter = async (client: Client, due: LetterDue): Promise<void> => {
  await client.query({
    name: 'letter-enter',
    text: `INSERT INTO notify.letters
             (letter_id, appointment_id, revision, kind, channel, user_id, position, event, correlation_id,
              request_id, stream, offset_minutes)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING`,
    values: [
      due.letterId,
      due.appointmentId,
      due.revision,
      due.kind,
      due.channel,
      due.userId,
      due.position,
      due.event,
      due.correlationId,
      due.requestId,
      due.stream,
      due.offsetMinutes,
    ],
  });
};

/** Quiet when it is under way, or not known. */
export const dueAgain = async (client: Client, letterId: string): Promise<void> => {
  await client.query({
    name: 'letter-due-again',
    text: `UPDATE notify.letters
           SET state = 'due', due_at = now(), reason = NULL, settled_at = NULL, tries = 0, resends = resends + 1
           WHERE letter_id = $1 AND state <> 'due'`,
    values: [letterId],
  });
};

/** Held until the transaction ends, so nobody else takes it; a crash gives it back. */
export const claim = async (client: Client): Promise<ClaimedLetter | null> => {
  const { rows } = await client.query<ClaimedLetter>({
    name: 'letter-claim',
    text: `SELECT letter_id AS "letterId", appointment_id AS "appointmentId", request_id AS "requestId", stream, revision, kind, channel,
                  offset_minutes AS "offsetMinutes", user_id AS "userId", position, event, correlation_id AS "correlationId", tries, resends
           FROM notify.letters WHERE state = 'due' AND due_at <= now()
           ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
  });
  return rows[0] ?? null;
};

/** Whether no other process has a letter about the same visit in hand. Holds until the transaction ends. */
export const isAlone = async (client: Client, { appointmentId }: ClaimedLetter): Promise<boolean> => {
  if (appointmentId === null) return true;
  const { rows } = await client.query<{ alone: boolean }>({
    name: 'letter-alone',
    text: 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 8)) AS alone',
    values: [appointmentId],
  });
  return rows[0]?.alone === true;
};

export const record = async (client: Client, letterId: string, outcome: Outcome): Promise<void> => {
  if (outcome.is === 'PutOff') {
    await client.query({
      name: 'letter-put-off',
      text: `UPDATE notify.letters
             SET due_at = clock_timestamp() + make_interval(secs => $2), reason = $3, tries = tries + $4
             WHERE letter_id = $1`,
      values: [letterId, outcome.seconds, outcome.reason, outcome.counts ? 1 : 0],
    });
    return;
  }
  await client.query({
    name: 'letter-settle',
    text: `UPDATE notify.letters
           SET state = $2, reason = $3, tries = tries + $4, settled_at = clock_timestamp() WHERE letter_id = $1`,
    values: [
      letterId,
      outcome.is.toLowerCase(),
      'reason' in outcome ? outcome.reason : null,
      outcome.is === 'Skipped' ? 0 : 1,
    ],
  });
};

/** Milliseconds until a letter falls due that nobody holds; null when there is none. */
export const nextDueIn = async (pool: Pool): Promise<number | null> => {
  const { rows } = await pool.query<{ ms: number }>({
    name: 'letter-next-due',
    text: `SELECT extract(epoch FROM due_at - clock_timestamp())::float8 * 1000 AS ms
           FROM notify.letters WHERE state = 'due' ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
  });
  const first = rows[0];
  return first ? Math.max(0, first.ms) : null;
};
