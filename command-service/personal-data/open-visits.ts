import { anyDay } from '@careconnect/domain/day/choose.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { emptyDay, evolveDay, holdsItsSlot } from '@careconnect/domain/day/state.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import type { DoctorId, PatientId } from '@careconnect/domain/ids.ts';
import { openClaims } from '@careconnect/domain/patient-visits/decide.ts';
import type { OpenAppointment } from '@careconnect/domain/refusal.ts';
import { doctorDayStream, patientVisitsStream } from '@careconnect/domain/streams.ts';
import { addDays, dateIn, millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { Claims, Contexts } from '../days/claims.ts';
import type { VisitsHandler } from '../handlers.ts';

/** What stands in the way of erasing somebody, on fresh state. */
export type OpenVisits = {
  ofPatient(patient: PatientId, contexts: Contexts): Promise<OpenAppointment[]>;
  ofDoctor(doctor: DoctorId, at: Instant): Promise<OpenAppointment[]>;
};

type Needs = { visits: VisitsHandler; claims: Claims; store: EventStore };

export const openVisits = ({ visits, claims, store }: Needs): OpenVisits => {
  const claimsOf = async (patient: PatientId, at: Instant) =>
    openClaims((await visits.load(patientVisitsStream(patient), { fresh: true })).state, at);

  const onDay = async (doctor: DoctorId, date: string, at: Instant): Promise<OpenAppointment[]> => {
    let day = emptyDay;
    for await (const { type, data } of store.readStream(doctorDayStream(doctor, date)))
      day = evolveDay(day, { type, data } as DoctorDayEvent);
    const held = [...day.appointments.values()].filter(
      (each) =>
        holdsItsSlot(each) && each.status !== 'COMPLETED' && millisecondsOf(each.visit.endsAt) > millisecondsOf(at),
    );
    return held.map(({ visit: { appointmentId, patientId, doctorId, date, startsAt, endsAt } }) => ({
      ...{ appointmentId, patientId, doctorId, date, startsAt, endsAt },
    }));
  };

  return {
    /** A claim that no visit rests on is cleared away; a booking that is under way is refused by its day. */
    async ofPatient(patient, contexts) {
      const { now } = contexts();
      for (const claim of await claimsOf(patient, now)) await claims.settle(claim, contexts);
      return (await claimsOf(patient, now)).map(({ claimId: _, ...appointment }) => appointment);
    },

    /** The next ones, day by day as far as anybody may book. Read past the folds in memory: few of these days have any events. */
    async ofDoctor(doctor, at) {
      const today = addDays(dateIn('UTC', millisecondsOf(at)), -1);
      const found: OpenAppointment[] = [];
      for (let first = 0; first <= anyDay + 1; first += daysAtOnce) {
        const dates = Array.from({ length: daysAtOnce }, (_, k) => addDays(today, first + k));
        found.push(...(await Promise.all(dates.map((date) => onDay(doctor, date, at)))).flat());
        if (found.length > 0) break;
      }
      return found.slice(0, mostNamed);
    },
  };
};

const daysAtOnce = 40;
const mostNamed = 100;
