import { assertNever } from '../assert-never.ts';
import type { Schedule } from '../doctor/schedule.ts';
import type { CalendarDate, Instant } from '../event.ts';
import type { AppointmentId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { addDays, dateIn, instantOf, millisecondsOf, minute } from '../time/wall.ts';
import { codes, sentenceOf } from './cells.ts';
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
  if (place) return granted(asked, wanted, place, nearest);
  // What lies on the grid was looked at when the grid was made; time zones are dear to reckon with.
  throw crossesMidnight(schedule, date, length, start) ? acrossMidnight(date, nearest()) : outside(date, nearest());
};

/** Staff may place a visit off the grid. */
const anyPlace = ({ schedule, date, length, overridden }: Wanted, start: number): Place | null =>
  overridden ? placeOffGrid(schedule, date, length, start) : null;

const outside = (date: CalendarDate, nearest: SlotTime[]) =>
  new Refusal(codes.break, sentenceOf('break', { date }), { date, nearest });

const acrossMidnight = (date: CalendarDate, nearest: SlotTime[]) =>
  new Refusal(codes.midnight, sentenceOf('midnight', { date }), { date, nearest });

const granted = (asked: DayAsked, wanted: Wanted, place: Place, nearest: () => SlotTime[]): SlotTime => {
  const { schedule, date, at, overridden } = wanted;
  const { policy, zone } = schedule;
  const { startsAt } = place.slot;
  const rules = overridden ? withoutRules(asked) : asked;
  const state = statesBy(rules)(place);
  if (state === 'free') return place.slot;
  const sentence = sentenceOf(state, { date, schedule });
  switch (state) {
    case 'taken':
    case 'tooShort':
    case 'buffer':
    case 'blocked':
    case 'past':
      throw new Refusal(codes[state], sentence, { startsAt, nearest: nearest() });
    case 'break':
      throw outside(date, nearest());
    case 'midnight':
      throw acrossMidnight(date, nearest());
    case 'holiday':
      throw new Refusal(codes.holiday, sentence, { date, holiday: schedule.holidays?.[date] ?? '' });
    case 'cap':
      throw new Refusal(codes.cap, sentence, { date, most: policy.mostVisitsPerDay ?? 0 });
    case 'tooSoon': {
      const earliest = instantOf(millisecondsOf(at) + policy.minimumNoticeMinutes * minute);
      throw new Refusal(codes.tooSoon, sentence, { earliest, nearest: nearest() });
    }
    case 'tooFar': {
      const latest = addDays(dateIn(zone, millisecondsOf(at)), policy.maximumDaysAhead);
      throw new Refusal(codes.tooFar, sentence, { latest });
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
