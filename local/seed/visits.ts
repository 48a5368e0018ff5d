import { slotsOf } from '@careconnect/domain/day/slots.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import type { DoctorId, PatientId, VisitTypeId } from '@careconnect/domain/ids.ts';
import { addDays, dateIn, instantOf, millisecondsOf, minute } from '@careconnect/domain/time/wall.ts';
import { type DemoDoctor, doctors } from './doctors.ts';
import { demoId, families } from './people.ts';
import { pick, randomFrom } from './random.ts';

/** A booking as the public API takes one. */
export type DemoVisit = Readonly<{
  doctorId: DoctorId;
  date: CalendarDate;
  key: string;
  endsAt: Instant;
  body: Readonly<{ patientId: PatientId; visitTypeId: VisitTypeId; startsAt: Instant; requestedAt: Instant }>;
}>;

const daysBack = 21;
const daysAhead = 14;
const hour = 60 * minute;
const day = 24 * hour;

/** Some weeks of a clinic's life around the moment of its making: the same for the same moment. */
export const visitsAround = (now: Instant): DemoVisit[] =>
  inOnePlaceAtATime(
    doctors.flatMap((doctor) => {
      const today = dateIn(doctor.schedule.zone, millisecondsOf(now));
      const dates = Array.from({ length: daysBack + daysAhead + 1 }, (_, k) => addDays(today, k - daysBack));
      return dates.flatMap((date) => visitsOn(doctor, date, now));
    }),
  );

/** Nobody can be at two doctors at once: of visits that overlap the first is kept. */
const inOnePlaceAtATime = (visits: DemoVisit[]): DemoVisit[] => {
  const kept: DemoVisit[] = [];
  for (const visit of visits) {
    const meets = (other: DemoVisit) =>
      other.body.patientId === visit.body.patientId &&
      other.body.startsAt < visit.endsAt &&
      visit.body.startsAt < other.endsAt;
    if (!kept.some(meets)) kept.push(visit);
  }
  return kept;
};

const visitsOn = ({ email, schedule }: DemoDoctor, date: CalendarDate, now: Instant): DemoVisit[] => {
  const random = randomFrom(`${email} ${date}`);
  const visits: DemoVisit[] = [];
  const held: { startsAt: Instant; endsAt: Instant }[] = [];
  const twoDaysBefore = instantOf(Date.parse(`${date}T00:00Z`) - 2 * day);
  for (let count = 1 + Math.floor(random() * 2); count > 0; count -= 1) {
    const { visitTypeId, minutes } = pick(random, schedule.visitTypes);
    const free = slotsOf({ schedule, date, minutes, held, now: twoDaysBefore }).filter(({ state }) => state === 'free');
    if (free.length === 0) return visits;
    const { startsAt, endsAt } = pick(random, free);
    held.push({ startsAt, endsAt });
    const { patientId } = pick(random, pick(random, families).patients);
    const requestedAt = askedBefore(startsAt, now, random);
    const key = demoId(`${email} ${startsAt}`);
    visits.push({
      doctorId: schedule.doctorId,
      date,
      key,
      endsAt,
      body: { patientId, visitTypeId, startsAt, requestedAt },
    });
  }
  return visits;
};

/** One to fourteen days before the visit, and before now in any case. */
const askedBefore = (startsAt: Instant, now: Instant, random: () => number): Instant => {
  const wanted = millisecondsOf(startsAt) - day - Math.floor(random() * 13 * day);
  const latest = millisecondsOf(now) - hour - Math.floor(random() * 2 * day);
  return instantOf(Math.min(wanted, latest));
};
