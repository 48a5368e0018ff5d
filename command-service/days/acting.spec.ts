import { randomUUID } from 'node:crypto';
import type { DoctorDayCommand } from '@careconnect/domain/day/decide.ts';
import { type Appointment, type DoctorDay, whenOf } from '@careconnect/domain/day/state.ts';
import type { RefusalCode } from '@careconnect/domain/refusal.ts';
import * as clinic from '@careconnect/domain/spec/clinic.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { type RunningEventStore, startEventStore } from '@careconnect/local/eventstore/server.ts';
import { followChanges } from '@careconnect/platform/command-handler/freshness.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { expect } from 'chai';
import { createHandlers } from '../handlers.ts';
import { acting } from './acting.ts';
import { finishing } from './finishing.ts';

const appointmentId = clinic.appointment(1);
const at = '2026-11-22T10:00:00.000Z';
const [home, away] = [clinic.ana, clinic.ben].map((doctor) => doctorDayStream(doctor, clinic.tuesday)) as [
  string,
  string,
];
const contexts = () => ({ commandId: randomUUID(), correlationId: randomUUID(), actor: null, now: at });
const cancel = { is: 'CancelAppointment', appointmentId, reason: 'ill', by: clinic.asAdmin, at } as const;

describe('An appointment that another process has just brought to this day', () => {
  let eventStore: RunningEventStore;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    eventStore = await startEventStore();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await eventStore.stop();
  });

  const processOf = async () => {
    const store: EventStore = connectEventStore({ url: eventStore.url });
    const freshness = followChanges({ store, streamPrefixes: ['nothing-'] });
    closing.push(async () => {
      await freshness.close();
      await store.close();
    });
    const { days } = createHandlers(store, freshness);
    const handle = (stream: string, command: DoctorDayCommand) => days.handle(stream, command, contexts());
    return { days, handle, act: acting({ days, finish: finishing({ days }) }) };
  };

  /** One process remembers the day as it was before the other one claimed a time on it, and did no more. */
  const claimedBehindItsBack = async () => {
    const [here, there] = await Promise.all([processOf(), processOf()]);
    const booking = clinic.booking(1);
    const { state } = await there.handle(home, booking);
    await here.days.load(away);
    const appointment = appointmentIn(state);
    await there.handle(away, {
      ...{ is: 'MoveIn', moveId: clinic.move(1), appointment, schedule: { ...clinic.schedule, doctorId: clinic.ben } },
      ...{ date: clinic.tuesday, visitType: appointment.visitType, startsAt: '2026-11-24T14:00:00.000Z' },
      ...{ claimId: clinic.claim(2), override: null, by: clinic.asAdmin, at },
    });
    return { here, there };
  };

  it('has left the other day for good before it is acted on', async () => {
    const { here, there } = await claimedBehindItsBack();
    const { state } = await here.act(away, cancel, contexts);
    expect(appointmentIn(state).status).to.equal('CANCELLED');
    const left = await there.days.load(home, { fresh: true });
    expect(appointmentIn(left.state).left).to.deep.equal(whenOf(appointmentIn(state).visit));
  });

  it('is not acted on when it stayed where it was', async () => {
    const { here, there } = await claimedBehindItsBack();
    await there.handle(home, cancel);
    const codes: RefusalCode[] = [];
    await here.act(away, cancel, contexts).catch(({ code }) => codes.push(code));
    expect(codes).to.deep.equal(['appointment-not-found']);
    const { state } = await there.days.load(away, { fresh: true });
    expect([...state.undone]).to.deep.equal([clinic.move(1)]);
  });
});

const appointmentIn = (day: DoctorDay): Appointment => {
  const appointment = day.appointments.get(appointmentId);
  if (!appointment) throw new Error('it is on this day');
  return appointment;
};
