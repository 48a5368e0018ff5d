import { assertNever } from '../assert-never.ts';
import { type BookVisit, book } from './book.ts';
import { type CancelAppointment, cancel } from './cancel.ts';
import type { DoctorDayEvent } from './events.ts';
import { type DoctorDay, emptyDay, evolveDay } from './state.ts';

export type DoctorDayCommand = BookVisit | CancelAppointment;

export const decideDay = (command: DoctorDayCommand, day: DoctorDay): DoctorDayEvent[] => {
  switch (command.is) {
    case 'BookVisit':
      return book(command, day);
    case 'CancelAppointment':
      return cancel(command, day);
    default:
      return assertNever(command);
  }
};

export const doctorDay = { initial: emptyDay, evolve: evolveDay, decide: decideDay };
