import { asAdmin, booked, cancelled, user } from '@careconnect/domain/spec/clinic.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { runReadModel } from '@careconnect/platform/rebuild/run-read-model.ts';
import { openLivingLog } from '@careconnect/projectors/spec/living-log.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import { until } from '../support/until.ts';
import { firstCause } from './replay/cause.ts';
import { proveReplay } from './replay/prove.ts';

describe('What the projectors wrote', () => {
  it('is what the log makes of it from its first event, wherever they were killed, and what a backup brings back', async function () {
    this.timeout(180_000);
    const { kills, events, rows, restored, differences, causes } = await proveReplay(3, 1, () => {});
    expect({ kills, differences, causes }).to.deep.equal({ kills: 3, differences: 0, causes: [] });
    expect(Math.min(events, rows, restored)).to.be.above(50);
  });

  it('is traced to the event with which it began to differ', async () => {
    const log = await openLivingLog();
    try {
      const readModel = log.models[0] as ReadModel;
      const { store, pool } = log;
      await log.happens(...drAna, ...person(1), ...person(2), ...booked(1));
      const last = await log.happens(cancelled(1, asAdmin, '2026-11-21T12:00:00.000Z'), ...person(3));
      const projection = runReadModel(readModel, { store, pool, onRebuilt: () => {} });
      await until('it has read all', () => (projection.status().position?.commit ?? -1n) >= last.commit);
      await projection.stop();
      const causeOf = async (damage: string, ...values: string[]) => {
        await pool.query(damage, values);
        const { compared } = await rebuild({ readModel, store, pool, signal: new AbortController().signal });
        expect(compared?.differences).to.equal(1);
        const cause = await firstCause(readModel, store, compared?.first ?? []);
        return [cause?.type, cause?.streamName];
      };
      // As if the cancellation had never been projected,
      const stood =
        "UPDATE appointments SET status = 'CONFIRMED', updated_at = '2026-11-20 12:00:00' WHERE user_id = $1";
      const { rows } = await pool.query('SELECT doctor_id FROM appointments');
      expect(await causeOf(stood, user(1))).to.deep.equal([
        'AppointmentCancelled',
        `doctorDay-${rows[0].doctor_id}_2026-11-24`,
      ]);
      // a row that was lost,
      expect(await causeOf('DELETE FROM appointments')).to.include('AppointmentRequested');
      // and one that says what was never so.
      expect(await causeOf("UPDATE app_users SET name = 'Somebody' WHERE user_id = $1", user(2))).to.deep.equal([
        'UserRegistered',
        `user-${user(2)}`,
      ]);
    } finally {
      await log.close();
    }
  });
});
