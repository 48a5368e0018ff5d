import type { Slot, SlotTime } from '@careconnect/domain/day/slots.ts';
import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorDetails } from '../../api/answers.ts';
import type { Choice } from './choice.ts';
import type { Horizon } from './days.ts';

/** What the choosing of day and time goes by. */
export type WhenProps = {
  doctor: DoctorDetails;
  visitType: VisitType;
  horizon: Horizon;
  choice: Choice;
  change: (change: Partial<Choice>) => void;
};

/** What the booking of a chosen time goes by. */
export type BookingProps = {
  doctor: DoctorDetails;
  visitType: VisitType;
  date: CalendarDate;
  slot: Slot;
  /** All of that day. */
  daySlots: readonly Slot[];
  /** Another time instead, when this one is gone. */
  onOther: (slot: SlotTime) => void;
};
