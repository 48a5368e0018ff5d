import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { defaultPreferences, type LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { createPool, inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import { projectClinic } from '@careconnect/projectors/clinic/clinic.ts';
import { messageOf } from '@careconnect/projectors/relay.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { told } from '@careconnect/projectors/spec/told.ts';
import { type FreshDatabase, freshDatabase } from '@careconnect/test/support/postgres.ts';
import { expect } from 'chai';
import type { Pool } from 'pg';
import type { Alarm, Task } from './alarms.ts';
import { remindersToDerive } from './due.ts';
import { reminding } from './reminding.ts';

const asked = '2026-11-20T12:00:00.000Z';
const visit = clinic.visit();
const day = (type: string, data: object): DoctorDayEvent => ({ type, data: { ...visit, ...data } }) as DoctorDayEvent;
const cancelled = day('AppointmentCancelled', {
  ...{ by: clinic.asPatient(), reason: null, refundPercent: 100, cancelledAt: asked },
});
const afternoon = { time: '14:00', startsAt: '2026-11-24T17:00:00.000Z', endsAt: '2026-11-24T17:30:00.000Z' };
const rescheduled = day('AppointmentRescheduled', {
  ...{ ...afternoon, overridden: false, overrideReason: null, status: 'CONFIRMED', expiresAt: null },
  ...{ from: visit, by: clinic.asDoctor, rescheduledAt: asked },
});
const prefers = (changes: Partial<LetterPreferences>, setAt = asked): DomainEvent => ({
  type: 'LetterPreferencesSet',
  data: { userId: clinic.user(1), ...defaultPreferences, ...changes, setAt },
});

describe('Reminding', () => {
  let database: FreshDatabase;
  let pool: Pool;
  /** What the queue holds, by id. */
  let kept: Map<string, Alarm>;
  let happened: DomainEvent[];
  let now: string;

  beforeEach(async () => {
    database = await freshDatabase();
    pool = createPool({ url: database.url, max: 2 });
    [kept, happened, now] = [new Map(), [], asked];
    await tell(...drAna, ...person(1));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const alarms = {
    set: async (_: unknown, more: readonly Alarm[]) => {
      for (const alarm of more) if (!kept.has(alarm.id)) kept.set(alarm.id, alarm);
    },
    drop: async (_: unknown, ids: readonly string[]) => {
      for (const id of ids) kept.delete(id);
    },
  };
  const ring = (task: Task) =>
    reminding({ pool, positions: { waitFor: async () => true }, alarms, entered: () => {}, now: () => new Date(now) })(
      task,
    );

  /** Projected; what is to be done about it is still on its way. */
  const project = async (...events: DomainEvent[]): Promise<readonly Alarm[]> => {
    happened.push(...events);
    const news = told(happened).slice(-events.length);
    await inTransaction(pool, (client) => projectClinic(() => {})(client, news));
    return news.flatMap((event) => remindersToDerive(messageOf(event)));
  };
  const arrive = async (alarms: readonly Alarm[]): Promise<void> => {
    for (const { task } of alarms) await ring(task);
  };
  /** Projected, told, and what has to be done at once is done. */
  const tell = async (...events: DomainEvent[]): Promise<void> => arrive(await project(...events));
  const toCome = () => [...kept.values()].map(({ at }) => at).sort();
  /** Rings what is due by then, in order. */
  const passes = async (until: string): Promise<void> => {
    now = until;
    const due = [...kept.values()]
      .filter(({ at }) => (at ?? '') <= until)
      .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
    for (const { id, task } of due) {
      kept.delete(id);
      await ring(task);
    }
  };
  const entered = async () =>
    (await pool.query('SELECT kind, channel, offset_minutes, user_id FROM notify.letters ORDER BY created_at, channel'))
      .rows;
  const reminder = (offset_minutes: number, channel = 'email') => ({
    ...{ kind: 'reminder', channel, offset_minutes, user_id: clinic.user(1) },
  });

  it('keeps what is to come of a confirmed visit, and enters it in its time', async () => {
    await tell(...clinic.booked());
    expect(toCome()).to.deep.equal(['2026-11-23T12:30:00.000Z', '2026-11-24T10:30:00.000Z']);
    await passes('2026-11-23T12:30:00.000Z');
    expect(await entered()).to.deep.equal([reminder(1440)]);
    await passes('2026-11-24T10:30:00.000Z');
    expect(await entered()).to.deep.equal([reminder(1440), reminder(120)]);
  });

  it('keeps nothing for what is not confirmed yet', async () => {
    await tell(...clinic.booked(1, 'requested'));
    expect(toCome()).to.deep.equal([]);
  });

  it('moves with the visit', async () => {
    await tell(...clinic.booked(), rescheduled);
    expect(toCome()).to.deep.equal(['2026-11-23T17:00:00.000Z', '2026-11-24T15:00:00.000Z']);
  });

  it('ends with the visit', async () => {
    await tell(...clinic.booked(), cancelled);
    expect(toCome()).to.deep.equal([]);
    const { rows } = await pool.query('SELECT FROM notify.reminders');
    expect(rows).to.deep.equal([]);
  });

  describe('of a visit in Berlin on the day on which the clock is set', () => {
    const on = (date: string, time: string, startsAt: string) => {
      const endsAt = new Date(Date.parse(startsAt) + 30 * 60_000).toISOString();
      const place = { zone: 'Europe/Berlin', date, time, startsAt, endsAt };
      return (event: DoctorDayEvent) => ({ ...event, data: { ...event.data, ...place } }) as DoctorDayEvent;
    };
    const spring = [
      on('2027-03-28', '09:30', '2027-03-28T07:30:00.000Z'),
      '2027-03-28',
      '2027-03-28T12:00:00.000Z',
    ] as const;
    const autumn = [
      on('2027-10-31', '09:30', '2027-10-31T08:30:00.000Z'),
      '2027-10-31',
      '2027-10-31T13:00:00.000Z',
    ] as const;

    for (const [season, [booking, date, afternoonAt], before, after] of [
      // The day before is an hour behind in spring,
      ['spring', spring, ['03-27T08:30', '03-28T05:30'], ['03-27T13:00', '03-28T10:00']],
      // and an hour ahead in autumn.
      ['autumn', autumn, ['10-30T07:30', '10-31T06:30'], ['10-30T12:00', '10-31T11:00']],
    ] as const)
      it(`moves with it and ends with it in ${season}`, async () => {
        const at = (times: readonly string[]) => times.map((time) => `2027-${time}:00.000Z`);
        await tell(...clinic.booked().map((event) => booking(event as DoctorDayEvent)));
        expect(toCome()).to.deep.equal(at(before));
        await tell(on(date, '14:00', afternoonAt)(rescheduled));
        expect(toCome()).to.deep.equal(at(after));
        await tell(on(date, '14:00', afternoonAt)(cancelled));
        expect(toCome()).to.deep.equal([]);
      });

    it('lets a patient sleep by a clock of their own, in New York', async () => {
      await tell(
        prefers({ zone: 'America/New_York' }),
        ...clinic.booked().map((event) => spring[0](event as DoctorDayEvent)),
      );
      // 08:30 in Berlin on the day before is 04:30 there, and 07:30 on the day itself 01:30: both come at 22:00.
      expect(toCome()).to.deep.equal(['2027-03-27T02:00:00.000Z', '2027-03-28T02:00:00.000Z']);
      await tell(on('2027-03-28', '14:00', '2027-03-28T12:00:00.000Z')(rescheduled));
      expect(toCome()).to.deep.equal(['2027-03-27T13:00:00.000Z', '2027-03-28T02:00:00.000Z']);
    });
  });

  it('says nothing when an alarm rings that was dropped a moment ago', async () => {
    await tell(...clinic.booked());
    const alarmsBefore = [...kept.values()];
    await tell(cancelled);
    for (const { task } of alarmsBefore) await ring(task);
    expect(await entered()).to.deep.equal([]);
  });

  it('does not come early when an alarm rings that was set for the old time a moment ago', async () => {
    await tell(prefers({ reminders: [120] }), ...clinic.booked());
    const [old] = kept.values();
    await tell(rescheduled);
    await ring((old as Alarm).task);
    expect(await entered()).to.deep.equal([]);
    await passes('2026-11-24T15:00:00.000Z');
    expect(await entered()).to.deep.equal([reminder(120)]);
  });

  it('follows the wishes of the patient, for all visits still to come', async () => {
    await tell(...clinic.booked());
    await tell(prefers({ reminders: [60] }));
    expect(toCome()).to.deep.equal(['2026-11-24T11:30:00.000Z']);
    await tell(prefers({ declined: ['reminder'] }));
    expect(toCome()).to.deep.equal([]);
  });

  it('goes to the phone too, where there is one', async () => {
    await tell(prefers({ reminders: [60], phone: '+491701234567' }), ...clinic.booked());
    await passes('2026-11-24T11:30:00.000Z');
    expect(await entered()).to.have.deep.members([reminder(60), reminder(60, 'sms')]);
  });

  it('is sent once when several are late, and the last one says it', async () => {
    await tell(...clinic.booked());
    now = '2026-11-24T10:45:00.000Z';
    await passes('2026-11-24T11:00:00.000Z');
    expect(await entered()).to.deep.equal([reminder(120)]);
  });

  describe('when news is late', () => {
    it('does not come at the old time of a visit that was moved, and comes at the new one', async () => {
      await tell(prefers({ reminders: [120] }), ...clinic.booked());
      const move = await project(rescheduled);
      await passes('2026-11-24T10:30:00.000Z');
      expect(await entered()).to.deep.equal([]);
      await arrive(move);
      expect(toCome()).to.deep.equal(['2026-11-24T15:00:00.000Z']);
      await passes('2026-11-24T15:00:00.000Z');
      expect(await entered()).to.deep.equal([reminder(120)]);
    });

    it('says nothing of a visit that was cancelled', async () => {
      await tell(...clinic.booked());
      const cancellation = await project(cancelled);
      await passes('2026-11-23T12:30:00.000Z');
      expect(await entered()).to.deep.equal([]);
      await arrive(cancellation);
      expect(toCome()).to.deep.equal([]);
    });

    it('comes late when it fell due on the way', async () => {
      const booking = await project(...clinic.booked());
      now = '2026-11-23T13:00:00.000Z';
      await arrive(booking);
      await passes(now);
      expect(await entered()).to.deep.equal([reminder(1440)]);
      expect(toCome()).to.deep.equal(['2026-11-24T10:30:00.000Z']);
    });

    it('is not lost when it is due and the same is told again', async () => {
      await tell(...clinic.booked());
      now = '2026-11-23T13:00:00.000Z';
      await arrive(told(happened).flatMap((event) => remindersToDerive(messageOf(event))));
      await passes(now);
      expect(await entered()).to.deep.equal([reminder(1440)]);
    });

    it('is not lost when it is due and its patient wishes something else, but what is newly wished for is not late', async () => {
      await tell(...clinic.booked());
      now = '2026-11-23T13:00:00.000Z';
      await tell(prefers({ reminders: [1440, 1430, 60] }, now));
      await passes(now);
      expect(await entered()).to.deep.equal([reminder(1440)]);
      expect(toCome()).to.deep.equal(['2026-11-24T11:30:00.000Z']);
    });
  });

  it('never comes twice, however often the same is told', async () => {
    await tell(...clinic.booked());
    for (const event of told(happened).slice(-1))
      for (const { task } of remindersToDerive(messageOf(event))) await ring(task);
    expect(toCome()).to.have.lengthOf(2);
    const all = [...kept.values()];
    await passes('2026-11-23T12:30:00.000Z');
    for (const { task, at } of all) if ((at ?? '') <= now) await ring(task);
    expect(await entered()).to.have.lengthOf(1);
  });

  it('is of nothing that was imported', () => {
    const imported = told(clinic.booked(), { imported: true });
    expect(imported.flatMap((event) => remindersToDerive(messageOf(event)))).to.deep.equal([]);
  });

  it('sends doctors their day at six in their morning, once', async () => {
    await tell(...clinic.booked());
    for (const at of ['2026-11-24T08:59:00.000Z', '2026-11-24T09:00:00.000Z', '2026-11-24T09:15:00.000Z']) {
      now = at;
      await ring({ is: 'Agendas' });
      const letters = (await entered()).filter(({ kind }) => kind === 'agenda');
      expect(letters, at).to.have.lengthOf(at < '2026-11-24T09' ? 0 : 1);
    }
    expect([...kept.values()].filter(({ task }) => task.is === 'Agendas').map(({ at }) => at)).to.include(
      '2026-11-24T09:30:00.000Z',
    );
  });
});
