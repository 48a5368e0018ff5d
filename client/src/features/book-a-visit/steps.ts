import type { Slot, SlotTime } from '@careconnect/domain/day/slots.ts';
import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorDetails } from '../../api/answers.ts';

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
