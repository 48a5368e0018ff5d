import { booked, user } from '@careconnect/domain/spec/clinic.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { anAdmin, type Service, startService } from '../spec/service.ts';

describe('GET /queries/system', () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...booked(1));
  });
  after(() => service.stop());

  const projections = async () =>
    Object.fromEntries(
      (await service.get('/system', anAdmin)).body.projections.map(
        ({ name, state, problem, eventsBehind, secondsBehind }: Record<string, unknown>) => [
          name,
          [state, problem, eventsBehind, secondsBehind],
        ],
      ),
    );
  const told = (name: string, state: string, problem: string | null, lag: number, secondsAgo = 0) =>
    service.pool.query('INSERT INTO projection.told VALUES ($1, $2, $3, $4, now() - make_interval(secs => $5))', [
      ...[name, state, problem, lag, secondsAgo],
    ]);

  it('tells how the projections fare, as their owners told last', async () => {
    await told('clinic', 'live', null, 0);
    await told('journal', 'stopped', 'event 7 of user-1 is poison: TypeError', 12.5);
    await told('sessions', 'live', null, 0, 60);
    expect(await projections()).to.deep.equal({
      clinic: ['live', null, 0, 0],
      journal: ['stopped', 'event 7 of user-1 is poison: TypeError', 0, 12.5],
      sessions: ['unowned', null, 0, 0],
    });
  });

  it('counts the events that one has not handled, and says which one tells of a log that is gone', async () => {
    await service.pool.query(
      "UPDATE projection.checkpoints SET commit_position = NULL, prepare_position = NULL WHERE name = 'clinic'",
    );
    await service.pool.query("UPDATE projection.told SET state = 'catching-up' WHERE name = 'clinic'");
    await service.pool.query("UPDATE projection.checkpoints SET withdrawn_at = now() WHERE name = 'sessions'");
    const { rows } = await service.pool.query('SELECT count(*)::integer AS events FROM journal.events');
    const { clinic, sessions } = await projections();
    expect([clinic[2], sessions[0]]).to.deep.equal([rows[0].events, 'withdrawn']);
  });

  it('says why letters wait, how many are late, and whose next free start is out of date', async () => {
    for (const [revision, reason] of ['it was away a moment ago', 'it was away a moment ago', null].entries())
      await service.pool.query(
        `INSERT INTO notify.letters (letter_id, request_id, revision, kind, channel, user_id, position, event, correlation_id,
                                     stream, reason, due_at)
         VALUES (gen_random_uuid(), gen_random_uuid(), $1::integer, 'verification', 'email', $2, '0', '{}', gen_random_uuid(), '', $3,
                 now() + interval '1 hour' * (1 - $1::integer))`,
        [revision, user(1), reason],
      );
    const { body } = await service.get('/system', anAdmin);
    const none = ['sent', 'failed', 'skipped'].map((state) => ({ state, letters: 0 }));
    expect(body.letters).to.deep.equal({ due: 3, late: 1, lastWeek: none });
    expect(body.lettersPutOff).to.deep.equal([{ reason: 'it was away a moment ago', letters: 2 }]);
    expect(body.doctorsToDerive).to.equal(1);
  });

  it('says what became of the letters of the last week, and counts no further than is worth knowing', async () => {
    await service.pool.query(
      `INSERT INTO notify.letters (letter_id, request_id, revision, kind, channel, user_id, position, event, correlation_id,
                                   stream, state, reason, created_at, settled_at)
       SELECT gen_random_uuid(), gen_random_uuid(), 0, 'verification', 'email', $1, '0', '{}', gen_random_uuid(), '',
              CASE WHEN n = 1 THEN 'failed' ELSE 'sent' END::notify.letter_state, 'refused for good', at, at
         FROM generate_series(1, 10010) n, LATERAL (SELECT now() - CASE WHEN n < 6 THEN n ELSE 0 END * interval '2 days' AS at) one`,
      [user(1)],
    );
    const lastWeek = async () => (await service.get('/system', anAdmin)).body.letters.lastWeek;
    expect(await lastWeek()).to.deep.equal([
      { state: 'sent', letters: 10_001 },
      { state: 'failed', letters: 1 },
      { state: 'skipped', letters: 0 },
    ]);
    await service.pool.query(
      "DELETE FROM notify.letters WHERE state = 'sent' AND created_at > now() - interval '1 day'",
    );
    expect((await lastWeek())[0]).to.deep.equal({ state: 'sent', letters: 2 });
  });

  it('says when a backup succeeded, failed and was restored for trial last', async () => {
    const none = { succeededAt: null, failedAt: null, drilledAt: null, differences: null };
    expect((await service.get('/system', anAdmin)).body.backups).to.deep.equal(none);
    for (const [hour, status, drilled, differences] of [
      [1, 'SUCCESS', '2026-11-20T09:00:00Z', ['a row']],
      [2, 'SUCCESS', '2026-11-20T08:00:00Z', []],
      [3, 'FAILURE', null, null],
    ] as const)
      await service.pool.query(
        `WITH one AS (INSERT INTO backup_logs VALUES (gen_random_uuid(), now(), $2, NULL, now(), now()) RETURNING backup_id)
         INSERT INTO read.backup_details (backup_id, started_at, finished_at, drilled_at, differences, position)
         SELECT backup_id, now(), '2026-11-20T00:00:00Z'::timestamptz + $1::int * interval '1 hour', $3, $4, 0 FROM one`,
        [hour, status, drilled, differences],
      );
    expect((await service.get('/system', anAdmin)).body.backups).to.deep.equal({
      ...{ succeededAt: '2026-11-20T02:00:00.000Z', failedAt: '2026-11-20T03:00:00.000Z' },
      ...{ drilledAt: '2026-11-20T09:00:00.000Z', differences: 1 },
    });
  });
});
