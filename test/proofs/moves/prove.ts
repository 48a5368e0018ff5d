import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as clinic from '@careconnect/command-service/spec/clinic.ts';
import { type Service, startService } from '@careconnect/command-service/spec/service.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { type DoctorDay, emptyDay, evolveDay, holdsItsSlot } from '@careconnect/domain/day/state.ts';
import { type AppointmentId, doctorId, patientId, userId } from '@careconnect/domain/ids.ts';
import { patientVisits } from '@careconnect/domain/patient-visits/decide.ts';
import type { PatientVisitsEvent } from '@careconnect/domain/patient-visits/events.ts';
import { doctorDayStream, patientVisitsStream } from '@careconnect/domain/streams.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { randomFrom } from '@careconnect/local/seed/random.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { v4 } from 'uuid';
import { until } from '../../support/until.ts';
import type { MoverTold } from './mover.ts';

export type Outcome = { kills: number; moved: number; undone: number; lost: number; twice: number; claimsLeft: number };

const tomorrow = addDays(clinic.date, 1);
const mover = fileURLToPath(new URL('mover.ts', import.meta.url));

/**
 * Moves appointments between two doctors' days, kills (-9) the mover after the new time was claimed and before the old one
 * was released, and looks at both days once the process has run. One in every four appointments, drawn from the seed, is
 * cancelled at its old place in the meantime, so that its move has to be undone.
 */
export const proveMoves = async (rounds: number, seed: number, say: (line: string) => void): Promise<Outcome> => {
  const random = randomFrom(`moves ${seed}`);
  const service = await startService();
  const outcome: Outcome = { kills: 0, moved: 0, undone: 0, lost: 0, twice: 0, claimsLeft: 0 };
  try {
    let overtaken = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (round % 4 === 0) overtaken = round + Math.floor(random() * Math.min(4, rounds - round));
      const seen = await cutInHalf(service, round === overtaken);
      outcome.kills += 1;
      for (const key of ['moved', 'undone', 'lost', 'twice', 'claimsLeft'] as const) outcome[key] += seen[key];
      say(`${round + 1}/${rounds} killed in the middle: ${seen.moved ? 'moved' : 'undone'}`);
    }
    return outcome;
  } finally {
    await service.stop();
  }
};

const cutInHalf = async (service: Service, overtaken: boolean): Promise<Omit<Outcome, 'kills'>> => {
  const [from, to] = await Promise.all([clinic.onboard(service), clinic.onboard(service)]);
  const patient = await clinic.addPatient(service);
  const booked = await clinic.book(service, from, patient);
  const appointmentId = String(booked.body.appointmentId) as AppointmentId;
  const [home, away] = [
    { doctorId: doctorId(from.doctorId), date: clinic.date },
    { doctorId: doctorId(to.doctorId), date: tomorrow },
  ];
  const wish = {
    ...{ from: home, to: away, appointmentId, startsAt: clinic.at('11:00', tomorrow), visitTypeId: null },
    ...{ override: null, key: v4(), now: '', by: { userId: userId(patient.person.userId), role: 'PATIENT' as const } },
  };
  await dies(service, { wish, overtaken });
  const streams = [home, away].map(({ doctorId, date }) => doctorDayStream(doctorId, date)) as [string, string];
  const look = async () => Promise.all(streams.map((stream) => dayOf(service, stream)));
  await until('the move is finished or undone', async () => {
    const [here, there] = (await look()) as [DoctorDay, DoctorDay];
    return here.released.size + there.undone.size > 0;
  });
  const days = await look();
  const places = days.filter((day) => day.appointments.get(appointmentId)?.left === null);
  const holding = places.filter((day) => {
    const appointment = day.appointments.get(appointmentId);
    return appointment !== undefined && holdsItsSlot(appointment);
  });
  const claimsLeft = await claimsBeyond(service, patient.patientId, holding.length);
  return {
    moved: days[0]?.appointments.get(appointmentId)?.left ? 1 : 0,
    undone: days[1]?.undone.size === 1 ? 1 : 0,
    lost: places.length === 0 ? 1 : 0,
    twice: places.length > 1 || holding.length > 1 ? 1 : 0,
    claimsLeft,
  };
};

/** Ends when the mover was killed by its own hand, and not before. */
const dies = async (service: Service, told: Pick<MoverTold, 'wish' | 'overtaken'>): Promise<void> => {
  const { EVENTSTORE_URL, DATABASE_URL, MASTER_KEY } = service.environment;
  const all = { ...told, eventStoreUrl: EVENTSTORE_URL, databaseUrl: DATABASE_URL, masterKey: MASTER_KEY };
  const env = { ...process.env, MOVER: JSON.stringify(all) };
  const child = spawn(process.execPath, ['--import', 'tsx', mover], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL') throw new Error(`the mover was not killed, but ended with ${code}`);
};

const dayOf = async (service: Service, stream: string): Promise<DoctorDay> => {
  let day = emptyDay;
  for (const event of await eventsOf(service, stream)) day = evolveDay(day, event as unknown as DoctorDayEvent);
  return day;
};

const claimsBeyond = async (service: Service, patient: string, expected: number): Promise<number> => {
  const left = async () => {
    const events = await eventsOf(service, patientVisitsStream(patientId(patient)));
    const { claims } = (events as unknown as PatientVisitsEvent[]).reduce(patientVisits.evolve, patientVisits.initial);
    return claims.size;
  };
  await until('claims are released', async () => (await left()) <= expected);
  return (await left()) - expected;
};

const eventsOf = async (service: Service, stream: string) => {
  const store = connectEventStore({ url: service.eventStore.url });
  const events = [];
  for await (const event of store.readStream(stream)) events.push(event);
  await store.close();
  return events;
};
