import { assertNever } from '../assert-never.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { AppointmentId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { addDays, dateIn, instantOf, millisecondsOf, minute } from '../time/wall.ts';
import { crossesMidnight, gridOf, type Length, type Place, placeOffGrid } from './grid.ts';
import { type DayAsked, type Held, nearestFree, type Slot, type SlotTime, slotsOf, statesBy } from './slots.ts';
import { type Appointment, type DoctorDay, holdsItsSlot } from './state.ts';

export type Wanted = Readonly<{
  schedule: Schedule;
  date: CalendarDate;
  length: Length;
  /** A start on the doctor's grid, or the first free one of the day. */
  startsAt: Instant | 'earliest';
  at: Instant;
  /** Staff set the rules aside: hours, holidays, blocked time, notice and caps no longer count, other visits do. */
  overridden: boolean;
  /** Whose own time does not stand in its way. */
  moving?: AppointmentId;
  /** Where the patient is elsewhere: the earliest start lies clear of these. */
  avoid?: readonly Held[];
}>;

/** The slot that is wanted, if the day can give it; otherwise the refusal that says why not, and what is near. */
export const chooseSlot = (day: DoctorDay, wanted: Wanted): SlotTime => {
  const asked = dayAsked(day, wanted);
  return wanted.startsAt === 'earliest'
    ? earliest(slotsOf(asked), wanted)
    : slotAt(asked, wanted, millisecondsOf(wanted.startsAt));
};

/** What the slot arithmetic needs to know of a day. */
export const dayAsked = (
  day: DoctorDay,
  { schedule, date, length, at, moving }: Pick<Wanted, 'schedule' | 'date' | 'length' | 'at' | 'moving'>,
): DayAsked => {
  const { minutes, bufferBeforeMinutes, bufferAfterMinutes } = length;
  const held = heldIn(day, moving);
  const blocked = [...day.blocks.values()];
  return { schedule, date, minutes, bufferBeforeMinutes, bufferAfterMinutes, held, blocked, now: at };
};

const heldIn = (day: DoctorDay, moving?: AppointmentId): Held[] =>
  [...day.appointments.values()]
    .filter((each) => holdsItsSlot(each) && each.visit.appointmentId !== moving)
    .map(heldBy);

/** The time that an appointment keeps from others. */
export const heldBy = ({ visit: { startsAt, endsAt }, visitType }: Appointment): Held => {
  const { bufferBeforeMinutes, bufferAfterMinutes } = visitType;
  return { startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes };
};

const earliest = (slots: readonly Slot[], { date, avoid = [] }: Wanted): SlotTime => {
  const meets = (slot: Slot) => avoid.some(({ startsAt, endsAt }) => startsAt < slot.endsAt && slot.startsAt < endsAt);
  const free = slots.find((slot) => slot.state === 'free' && !meets(slot));
  if (free) return timeOf(free);
  throw new Refusal('no-free-slot', 'No slot of this day is free.', { date, slots: slots.length });
};

const timeOf = ({ startsAt, endsAt, time }: SlotTime): SlotTime => ({ startsAt, endsAt, time });

const slotAt = (asked: DayAsked, wanted: Wanted, start: number): SlotTime => {
  const { schedule, date, length, overridden } = wanted;
  const onGrid = gridOf(schedule, date, length).find((place) => place.start === start);
  const place = onGrid && (onGrid.fit === 'fits' || !overridden) ? onGrid : anyPlace(wanted, start);
  const nearest = () => nearestFree(slotsOf(asked), instantOf(start));
  // What fits was looked at when the grid was made; time zones are dear to reckon with.
  if (place?.fit !== 'fits' && crossesMidnight(schedule, date, length, start))
    throw new Refusal('crosses-midnight', 'A visit ends on the day on which it starts.', { date, nearest: nearest() });
  if (!place) throw outside(date, nearest());
  return granted(asked, wanted, place, nearest);
};

/** Staff may place a visit off the grid. */
const anyPlace = ({ schedule, date, length, overridden }: Wanted, start: number): Place | null =>
  overridden ? placeOffGrid(schedule, date, length, start) : null;

const outside = (date: CalendarDate, nearest: SlotTime[]) =>
  new Refusal('outside-working-hours', 'The doctor offers no visit at this time.', { date, nearest });

const granted = (asked: DayAsked, wanted: Wanted, place: Place, nearest: () => SlotTime[]): SlotTime => {
  const { schedule, date, at, overridden } = wanted;
  const { policy, zone } = schedule;
  const { startsAt } = place.slot;
  const rules = overridden ? withoutRules(asked) : asked;
  const state = statesBy(rules)(place);
  switch (state) {
    case 'free':
      return place.slot;
    case 'taken':
      throw new Refusal('slot-taken', 'Somebody else holds this time.', { startsAt, nearest: nearest() });
    case 'tooShort':
      throw new Refusal('gap-too-short', 'The visit does not fit in before the next one or the end of work.', {
        startsAt,
        nearest: nearest(),
      });
    case 'buffer':
      throw new Refusal('within-buffer', 'The doctor needs time between visits.', { startsAt, nearest: nearest() });
    case 'break':
      throw outside(date, nearest());
    case 'blocked':
      throw new Refusal('time-blocked', 'The doctor is away at this time.', { startsAt, nearest: nearest() });
    case 'holiday':
      throw new Refusal('public-holiday', 'The doctor observes a public holiday.', {
        date,
        holiday: schedule.holidays?.[date] ?? '',
      });
    case 'cap':
      throw new Refusal('day-cap-reached', 'The doctor sees no more patients on this day.', {
        date,
        most: policy.mostVisitsPerDay ?? 0,
      });
    case 'past':
      throw new Refusal('in-the-past', 'This time has passed.', { startsAt, nearest: nearest() });
    case 'tooSoon': {
      const earliest = instantOf(millisecondsOf(at) + policy.minimumNoticeMinutes * minute);
      throw new Refusal('too-soon', 'The doctor needs more notice.', { earliest, nearest: nearest() });
    }
    case 'tooFar': {
      const latest = addDays(dateIn(zone, millisecondsOf(at)), policy.maximumDaysAhead);
      throw new Refusal('too-far-ahead', 'The doctor does not take bookings this far ahead.', { latest });
    }
    default:
      return assertNever(state);
  }
};

const withoutRules = ({ schedule, ...asked }: DayAsked): DayAsked => {
  const { holidays: _, ...rest } = schedule;
  const policy = { ...schedule.policy, minimumNoticeMinutes: 0, maximumDaysAhead: anyDay, mostVisitsPerDay: null };
  return { ...asked, blocked: [], schedule: { ...rest, policy } };
};
/** In days: no policy allows more, and staff may not either. What lies ahead of a doctor can be looked at day by day. */
export const anyDay = 730;
