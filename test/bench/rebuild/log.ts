import { randomUUID } from 'node:crypto';
import { schemaVersion } from '@careconnect/domain/events.ts';
import { accountOf, appointmentId, claimId, doctorId, patientId, userId } from '@careconnect/domain/ids.ts';
import { asAdmin, booked, cancelled } from '@careconnect/domain/spec/clinic.ts';
import {
  doctorDayStream,
  doctorStream,
  patientStream,
  patientVisitsStream,
  userStream,
} from '@careconnect/domain/streams.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { inParallel } from '@careconnect/local/api/in-parallel.ts';
import type { EventStore, Revision } from '@careconnect/platform/event-store/event-store.ts';
import { added, onboarded, registered, scheduled } from '@careconnect/projectors/spec/people.ts';

type Said = { type: string; data: unknown };
type Append = (streamName: string, expected: Revision, events: readonly Said[], at: string) => Promise<bigint>;
type Person = { userId: ReturnType<typeof userId>; patientId: ReturnType<typeof patientId> };

const doctors = 50;
const bookingsADay = 16;
/** Asked for, accepted and confirmed at once, and claimed by the patient; every eighth is cancelled; every eighth patient is new. */
const eventsADay = bookingsADay * 4 + bookingsADay / 8 + (bookingsADay / 8) * 2;

/** Writes so many events or some more, many days growing side by side, as a clinic would come to have them. Answers how many. */
export const writeLog = async (store: EventStore, atLeast: number): Promise<number> => {
  let written = 0;
  const append: Append = async (streamName, expected, events, at) => {
    const correlationId = randomUUID();
    const metadata = { correlationId, causationId: correlationId, actor: null, recordedAt: at, schemaVersion };
    written += events.length;
    const said = events.map((event) => ({ id: randomUUID(), ...event, metadata }));
    return (await store.append(streamName, expected, said)).revision as bigint;
  };
  const house = Array.from({ length: doctors }, () => doctorId(randomUUID()));
  await inParallel(house, 8, (doctor) => onboard(append, doctor));
  const days = Array.from({ length: Math.ceil(atLeast / eventsADay) }, (_, day) => day);
  await inParallel(days, 64, (day) =>
    liveThrough(append, house[day % doctors] as (typeof house)[number], Math.floor(day / doctors)),
  );
  return written;
};

const onboard = async (append: Append, doctor: ReturnType<typeof doctorId>): Promise<void> => {
  const at = '2026-11-03T10:00:00.000Z';
  const account = registered(0, {
    userId: accountOf(doctor),
    role: 'DOCTOR',
    email: `${doctor}@example.org`,
    name: 'Dr Ana',
  });
  await append(userStream(accountOf(doctor)), 'no_stream', [account], at);
  await append(doctorStream(doctor), 'no_stream', [onboarded({ doctorId: doctor }), ...scheduled(doctor)], at);
};

const join = async (append: Append): Promise<Person> => {
  const person = { userId: userId(randomUUID()), patientId: patientId(randomUUID()) };
  const at = '2026-11-02T10:00:00.000Z';
  await append(
    userStream(person.userId),
    'no_stream',
    [registered(1, { userId: person.userId, email: `${person.userId}@example.org` })],
    at,
  );
  await append(patientStream(person.patientId), 'no_stream', [added(1, person)], at);
  return person;
};

/** One day of one doctor, booking after booking. */
const liveThrough = async (append: Append, doctor: ReturnType<typeof doctorId>, day: number): Promise<void> => {
  const date = addDays('2026-11-24', day);
  const stream = doctorDayStream(doctor, date);
  const people = [await join(append), await join(append)];
  let revision: Revision = 'no_stream';
  for (let n = 0; n < bookingsADay; n += 1) {
    const person = people[n % 2] as Person;
    const at = (minutes: number) =>
      new Date(Date.parse(`${date}T12:00:00Z`) + (n * 30 + minutes) * 60_000).toISOString();
    const visit = {
      ...{
        appointmentId: appointmentId(randomUUID()),
        claimId: claimId(randomUUID()),
        ...person,
        doctorId: doctor,
        date,
      },
      ...{ startsAt: at(0), endsAt: at(30), time: at(-180).slice(11, 16) },
    };
    const notes = n % 4 === 0 ? { notes: 'It has hurt for some days now.' } : {};
    const events = booked(1).map(({ type, data }) => ({
      type,
      data: { ...data, ...visit, ...(type === 'AppointmentRequested' ? notes : {}) },
    }));
    const claim = {
      patientId: person.patientId,
      claimId: visit.claimId,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
    };
    const claimed = {
      type: 'VisitClaimed',
      data: { ...claim, appointmentId: visit.appointmentId, claimedAt: at(-9_000) },
    };
    await append(
      patientVisitsStream(person.patientId),
      n < 2 ? 'no_stream' : BigInt(Math.floor(n / 2)) - 1n,
      [claimed],
      at(-9_000),
    );
    revision = await append(stream, revision, events, at(-9_000));
    if (n % 8 === 7) {
      const { type, data } = cancelled(1, asAdmin, at(-600));
      revision = await append(stream, revision, [{ type, data: { ...data, ...visit } }], at(-600));
    }
  }
};
