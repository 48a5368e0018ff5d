import { assertNever } from '../assert-never.ts';
import {
  type AcceptAppointment,
  accept,
  type ConfirmAppointment,
  confirm,
  type RejectAppointment,
  reject,
} from './answer.ts';
import { type ArchiveAppointment, archive } from './archive.ts';
import {
  type CheckInPatient,
  type CompleteAppointment,
  checkIn,
  complete,
  type NoteNoShow,
  noteNoShow,
} from './attend.ts';
import { type BlockTime, blockTime, type UnblockTime, unblockTime } from './block.ts';
import { type BookVisit, book } from './book.ts';
import { type CancelAppointment, cancel } from './cancel.ts';
import type { DoctorDayEvent } from './events.ts';
import { type ExpireAppointment, expire } from './expire.ts';
import { type ForgoClaim, forgoClaim } from './forgo.ts';
import { type MoveIn, type MoveOut, moveIn, moveOut, type StayPut, stayPut, type UndoMove, undoMove } from './move.ts';
import { type RescheduleAppointment, reschedule } from './reschedule.ts';
import { type DoctorDay, emptyDay, evolveDay } from './state.ts';

/** About one appointment, which stays on its day. */
export type AppointmentCommand =
  | AcceptAppointment
  | RejectAppointment
  | ConfirmAppointment
  | CancelAppointment
  | ExpireAppointment
  | RescheduleAppointment
  | CheckInPatient
  | CompleteAppointment
  | NoteNoShow
  | ArchiveAppointment;

export type DoctorDayCommand =
  | BookVisit
  | AppointmentCommand
  | MoveIn
  | MoveOut
  | UndoMove
  | StayPut
  | BlockTime
  | UnblockTime
  | ForgoClaim;

export const decideDay = (command: DoctorDayCommand, day: DoctorDay): DoctorDayEvent[] => {
  switch (command.is) {
    case 'BookVisit':
      return book(command, day);
    case 'AcceptAppointment':
      return accept(command, day);
    case 'RejectAppointment':
      return reject(command, day);
    case 'ConfirmAppointment':
      return confirm(command, day);
    case 'CancelAppointment':
      return cancel(command, day);
    case 'ExpireAppointment':
      return expire(command, day);
    case 'RescheduleAppointment':
      return reschedule(command, day);
    case 'MoveIn':
      return moveIn(command, day);
    case 'MoveOut':
      return moveOut(command, day);
    case 'UndoMove':
      return undoMove(command, day);
    case 'StayPut':
      return stayPut(command, day);
    case 'CheckInPatient':
      return checkIn(command, day);
    case 'CompleteAppointment':
      return complete(command, day);
    case 'NoteNoShow':
      return noteNoShow(command, day);
    case 'ArchiveAppointment':
      return archive(command, day);
    case 'BlockTime':
      return blockTime(command, day);
    case 'UnblockTime':
      return unblockTime(command, day);
    case 'ForgoClaim':
      return forgoClaim(command, day);
    default:
      return assertNever(command);
  }
};

export const doctorDay = { initial: emptyDay, evolve: evolveDay, decide: decideDay };
