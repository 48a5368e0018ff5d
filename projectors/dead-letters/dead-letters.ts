import { fromCloudEvent } from '@careconnect/platform/messaging/cloud-event.ts';
import type { DeadLetter, MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import type { Topology } from '@careconnect/platform/messaging/topology.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool, PoolClient } from 'pg';

/** What became of one that an admin decided about: nothing new when somebody else was quicker. */
export type Decided = { state: 'waiting' | 'replayed' | 'dismissed' };

export type DeadLetters = {
  /** Brings one back to its queue; undefined when there is none. Throws `PublishFailed`. */
  replay(id: string, by: string): Promise<Decided | undefined>;
  /** Brings back all that wait in a queue, up to a number of them; answers how many. Throws `PublishFailed`. */
  replayAll(queue: string, by: string): Promise<number>;
  /** Sets one aside for good; undefined when there is none. */
  dismiss(id: string, by: string, note: string): Promise<Decided | undefined>;
};

type Row = {
  dead_letter_id: string;
  queue: string;
  message_id: string;
  routing_key: string;
  content: string;
  attempts: number;
  reason: string;
  state: Decided['state'];
};

/** Replayed at once at the most, so that an answer comes in time. */
const replayedAtOnce = 500;

/** Takes what is given up out of the broker into a table: there it is seen, and waits for somebody to decide. */
export const keepDeadLetters = (bus: MessageBus, pool: Pool, { queues }: Topology) =>
  Promise.all(queues.map((queue) => bus.consumeDeadLetters(queue, (letter) => keep(pool, letter))));

const keep = async (pool: Pool, { queue, id, routingKey, content, attempts, reason }: DeadLetter): Promise<void> => {
  await pool.query({
    name: 'dead-letter-keep',
    text: `INSERT INTO messaging.dead_letters (queue, message_id, routing_key, subject, content, attempts, reason)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    values: [queue, id, routingKey, fromCloudEvent(content, routingKey)?.subject, content, attempts, reason],
  });
};

export const deadLettersIn = (pool: Pool, bus: Pick<MessageBus, 'revive'>): DeadLetters => {
  /**
   * Settled first, though not for good before the broker has them: should one die anew at once, its row waits for this one to be
   * settled. After a crash in between they wait on, and may come twice.
   */
  const replayRows = async (client: PoolClient, rows: readonly Row[], by: string): Promise<void> => {
    await settle(client, rows, 'replayed', by, null);
    await bus.revive(rows.map(letterOf));
  };

  const decide = (id: string, act: (client: PoolClient, row: Row) => Promise<Decided>) =>
    inTransaction(pool, async (client): Promise<Decided | undefined> => {
      const { rows } = await client.query<Row>(`${select} WHERE dead_letter_id = $1 FOR UPDATE`, [id]);
      const [row] = rows;
      if (row?.state !== 'waiting') return row && { state: row.state };
      return act(client, row);
    });

  return {
    replay: (id, by) =>
      decide(id, async (client, row) => {
        await replayRows(client, [row], by);
        return { state: 'replayed' };
      }),
    replayAll: (queue, by) =>
      inTransaction(pool, async (client) => {
        const text = `${select} WHERE queue = $1 AND state = 'waiting' ORDER BY died_at LIMIT $2 FOR UPDATE SKIP LOCKED`;
        const { rows } = await client.query<Row>(text, [queue, replayedAtOnce]);
        await replayRows(client, rows, by);
        return rows.length;
      }),
    dismiss: (id, by, note) =>
      decide(id, async (client, row) => {
        await settle(client, [row], 'dismissed', by, note);
        return { state: 'dismissed' };
      }),
  };
};

const select = `SELECT dead_letter_id, queue, message_id, routing_key, content, attempts, reason, state
                  FROM messaging.dead_letters`;

const letterOf = ({ queue, message_id, routing_key, content, attempts, reason }: Row): DeadLetter => ({
  ...{ queue, id: message_id, routingKey: routing_key, content, attempts, reason },
});

const settle = async (
  client: PoolClient,
  rows: readonly Row[],
  state: Decided['state'],
  by: string,
  note: string | null,
): Promise<void> => {
  await client.query({
    name: 'dead-letter-settle',
    text: `UPDATE messaging.dead_letters SET state = $2, decided_by = $3, decided_at = clock_timestamp(), note = $4
            WHERE dead_letter_id = ANY ($1::uuid[])`,
    values: [rows.map(({ dead_letter_id }) => dead_letter_id), state, by, note],
  });
};
