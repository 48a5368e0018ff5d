import type { BookVisit } from '@careconnect/domain/day/book.ts';
import { doctorDay } from '@careconnect/domain/day/decide.ts';
import type { AppointmentRequested, DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { Held } from '@careconnect/domain/day/slots.ts';
import type { DoctorDay } from '@careconnect/domain/day/state.ts';
import type { ClaimId } from '@careconnect/domain/ids.ts';
import { Refusal, type RefusalCode } from '@careconnect/domain/refusal.ts';
import { patientVisitsStream } from '@careconnect/domain/streams.ts';
import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import type { DayHandler, VisitsHandler } from '../handlers.ts';
import type { Booking } from './booking.ts';
import type { Claims, Contexts } from './claims.ts';
import { oneByName } from './one-by-name.ts';
import { timeOf } from './rescheduling.ts';

export type BookGuarded = (booking: Booking, contexts: Contexts) => Promise<Handled<DoctorDay, DoctorDayEvent>>;

type Needs = { days: DayHandler; visits: VisitsHandler; claims: Claims };

/**
 * Books a visit that no other visit of the patient overlaps (docs/adr/0012): thinks first, on what is remembered of the day;
 * then claims the patient's time, and books on that claim. Only what will probably be booked claims anything, so of a
 * hundred who want one slot the others cost no append.
 */
export const guardedBooking = ({ days, visits, claims }: Needs): BookGuarded => {
  const byName = oneByName();

  /** An import meets its patients for the first time. */
  const elsewhere = async ({ patient }: BookVisit, fresh: boolean, likelyNew: boolean): Promise<Held[]> => {
    const stream = patientVisitsStream(patient.patientId);
    const { state } = fresh ? await visits.load(stream, { fresh }) : await visits.remember(stream, { likelyNew });
    return [...state.claims.values()];
  };

  const thinking = async ({ streamName, command, imported }: Booking, fresh: boolean): Promise<Thought> => {
    const wanted = await command(fresh);
    const avoid = wanted.startsAt === 'earliest' ? await elsewhere(wanted, fresh, imported) : [];
    const { state } = fresh ? await days.load(streamName, { fresh }) : await days.remember(streamName);
    const [first] = doctorDay.decide({ ...wanted, avoid }, state);
    return { wanted, visit: first?.type === 'AppointmentRequested' ? first.data : null };
  };

  /** A refusal is only answered when a fresh look confirms it; those that come together share that look. */
  const think = (booking: Booking): Promise<Thought> => thinking(booking, false).catch(() => thinking(booking, true));

  const claimAndBook = async (booking: Booking, { wanted, visit }: Thought, contexts: Contexts) => {
    const { streamName, command } = booking;
    if (!visit) return days.handle(streamName, command, contexts());
    const { appointmentId, patientId, startsAt } = visit;
    const claimId = await claims.claim(timeOf(visit), wanted.schedule.policy.mostOpenPerPatient, contexts);
    // What was thought on a moment ago is as good from memory as what would be remembered now.
    const onClaim = async (fresh: boolean): Promise<BookVisit> => ({
      ...(fresh ? await command(fresh) : wanted),
      startsAt,
      claimId,
    });
    const released = () => claims.release({ patientId, claimId }, contexts);
    return bookOn(claimId, () => days.handle(streamName, onClaim, contexts()), appointmentId, released);
  };

  /** One at a time for one slot: whoever had to wait thinks again, on the day as the one before left it. */
  const attempt = async (booking: Booking, contexts: Contexts): Promise<Answer | 'think again'> => {
    const first = await think(booking);
    return byName(`${booking.streamName} ${booking.startsAt}`, async (waited) => {
      const thought = waited ? await thinking(booking, false).catch(() => null) : first;
      return thought ? claimAndBook(booking, thought, contexts) : 'think again';
    });
  };

  return async (booking, contexts) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await attempt(booking, contexts);
        if (answer !== 'think again') return answer;
      } catch (error) {
        // Somebody else was quicker at the earliest time, or the patient elsewhere just now: there may be another one.
        if (booking.startsAt !== 'earliest' || tries >= mostTries || !isLostRace(error)) throw error;
      }
    }
  };
};

type Answer = Awaited<ReturnType<BookGuarded>>;
type Thought = { wanted: BookVisit; visit: AppointmentRequested['data'] | null };

/** Each lost race is somebody else's booking; a day has no more starts than this. */
const mostTries = 300;

const lostRaces: readonly RefusalCode[] = ['slot-taken', 'gap-too-short', 'within-buffer', 'patient-is-elsewhere'];
const isLostRace = (error: unknown): boolean => error instanceof Refusal && lostRaces.includes(error.code);

/** A claim that no visit rests on is given back, unless it is unknown what became of the visit. */
const bookOn = async (
  claimId: ClaimId,
  book: () => ReturnType<BookGuarded>,
  appointmentId: BookVisit['appointmentId'],
  release: () => Promise<void>,
): ReturnType<BookGuarded> => {
  try {
    const handled = await book();
    if (handled.state.appointments.get(appointmentId)?.visit.claimId !== claimId) await release();
    return handled;
  } catch (error) {
    if (error instanceof Refusal) await release();
    throw error;
  }
};
