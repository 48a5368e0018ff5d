import type { System } from '@careconnect/local/system/system.ts';
import { keySet } from '@careconnect/platform/auth/keys.ts';
import { verifiedDocument } from '@careconnect/platform/auth/signed-document.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import type { Pool } from 'pg';
import { until } from '../../support/until.ts';
import { withSystem } from '../with-system.ts';
import { type Clinic, type Lived, live, openClinic } from './lives.ts';
import { type Marked, markedPeople } from './marks.ts';
import { replayed } from './replay.ts';
import { type Hit, searchFiles, searchTables } from './search.ts';

/** Where personal words must stand while somebody is known: the documented columns, and what is said about a visit beside them. */
const theirPlaces = [
  ...['app_users.email', 'app_users.name', 'patients.first_name', 'patients.last_name', 'patients.date_of_birth'],
  ...['feedback.comments', 'feedback.email', 'feedback.name', 'appointments.notes'],
].map((column) => `public.${column}`);
const besideNotes = ['cancel_reason', 'doctor_notes'].map((column) => `read.appointment_details.${column}`);

export type Outcome = {
  people: number;
  broker: boolean;
  files: number;
  bytes: number;
  tables: number;
  columns: number;
  /** Events in the log that was replayed. */
  events: number;
  before: readonly Hit[];
  after: readonly Hit[];
  /** What else is not as it must be. */
  amiss: readonly string[];
};

export const provePrivacy = async (count: number, seed: number, say: (line: string) => void): Promise<Outcome> =>
  withSystem('privacy', { logLevel: 'debug' }, async (system, pool) => {
    const { people, needles } = markedPeople(count, seed);
    const clinic = await openClinic(system);
    const lived = await livesOf(clinic, people);
    await settled(system, pool);
    say(`${count} people have lived`);
    const amiss = await blindSpots(system, lived);
    const before = await searchAll(system, pool, needles);
    amiss.push(...unseen(before.tables.hits));
    const strayed = before.hits.filter(({ where }) => ![...theirPlaces, ...besideNotes].includes(where));
    say(`while they are known: ${tell(strayed)}`);

    amiss.push(...(await erasures(clinic, lived)));
    await settled(system, pool);
    amiss.push(...(await keysLeft(pool, lived)));
    const after = await searchAll(system, pool, needles);
    say(`once they are erased: ${tell(after.hits)}`);
    const replay = await replayed(system, pool, async (again, differing) => {
      amiss.push(...differing.map((table) => `${table} is not the same when it is made anew`));
      return (await searchTables(again, needles)).hits.map(({ where, times }) => ({
        where: `replayed ${where}`,
        times,
      }));
    });
    say(`when all is replayed: ${tell(replay)}`);
    const { files, bytes } = after.files;
    const { tables, columns } = after.tables;
    const events = Number((await pool.query('SELECT count(*) AS events FROM journal.events')).rows[0].events);
    const broker = system.addresses.broker !== null;
    const counted = { people: count, broker, files, bytes, tables, columns, events };
    return { ...counted, before: strayed, after: [...after.hits, ...replay], amiss };
  });

const livesOf = async (clinic: Clinic, people: readonly Marked[]): Promise<Lived[]> => {
  const lived: Lived[] = [];
  for (const [n, marked] of people.entries()) lived.push(await live(clinic, marked, n));
  return lived;
};

/** Every read model and the relay have come to the end of the log, and no letter is due. */
const settled = async ({ addresses }: System, pool: Pool): Promise<void> => {
  const store = connectEventStore({ url: addresses.eventStore });
  await until('everything has come to its end', async () => {
    const head = await store.head();
    const { rows } = await pool.query(
      `SELECT (SELECT bool_and(commit_position >= $1) FROM projection.checkpoints WHERE name = ANY ($2))
              AND NOT EXISTS (SELECT FROM notify.letters WHERE state = 'due') AS settled`,
      [String(head?.commit ?? 0), ['clinic', 'journal', 'sessions', 'relay']],
    );
    return rows[0].settled === true;
  }).finally(() => store.close());
};

const searchAll = async ({ folder }: System, pool: Pool, needles: readonly string[]) => {
  const files = await searchFiles([folder.eventStore, folder.rabbitMq, folder.logs], needles);
  const tables = await searchTables(pool, needles);
  return { files, tables, hits: [...files.hits, ...tables.hits] };
};

/** A search that finds nothing at all proves nothing: what is no secret must be found. */
const blindSpots = async ({ folder }: System, lived: readonly Lived[]): Promise<string[]> => {
  const ids = lived.map(({ userId }) => userId);
  const found = async (where: string) => (await searchFiles([where], ids)).hits.length > 0;
  const seen = { 'the event store': await found(folder.eventStore), 'the logs': await found(folder.logs) };
  return Object.entries(seen).flatMap(([where, sees]) => (sees ? [] : [`the search is blind in ${where}`]));
};

const unseen = (hits: readonly Hit[]): string[] =>
  [...theirPlaces, ...besideNotes]
    .filter((place) => !hits.some(({ where }) => where === place))
    .map((place) => `${place} should hold what people told, and the search does not see it`);

/** Half of them by their own wish, half by an admin; each yields a certificate that holds. */
const erasures = async ({ anybody, admin }: Clinic, lived: readonly Lived[]): Promise<string[]> => {
  const published = keySet((await anybody({ method: 'GET', path: '/commands/.well-known/jwks.json' })) as never);
  const amiss: string[] = [];
  for (const [n, { marked, userId, patientIds, own }] of lived.entries()) {
    const { certificate, signed } =
      n % 2 === 0
        ? await own({ method: 'POST', path: '/commands/me/erasure', body: { password: marked.newPassword } })
        : await admin({ method: 'POST', path: `/commands/users/${userId}/erasure` });
    const verified = verifiedDocument(String(signed), published, 'erasure-certificate+jwt');
    if (JSON.stringify(verified) !== JSON.stringify(certificate))
      amiss.push(`the certificate of ${userId} does not hold`);
    const keys = (certificate as { keys: { personId: string }[] }).keys.map(({ personId }) => personId);
    if (![userId, ...patientIds].every((id) => keys.includes(id)))
      amiss.push(`the certificate of ${userId} names too few`);
  }
  return amiss;
};

const keysLeft = async (pool: Pool, lived: readonly Lived[]): Promise<string[]> => {
  const ids = lived.flatMap(({ userId, patientIds }) => [userId, ...patientIds]);
  const { rows } = await pool.query<{ person_id: string }>(
    'SELECT person_id FROM vault.person_keys WHERE person_id = ANY ($1) AND wrapped_key IS NOT NULL',
    [ids],
  );
  return rows.map(({ person_id }) => `the key of ${person_id} is left`);
};

const tell = (hits: readonly Hit[]): string =>
  hits.length === 0 ? 'nothing' : hits.map(({ where, times }) => `${times} in ${where}`).join(', ');
