import { repetitions } from '@careconnect/domain/doctor/events.ts';
import { IsCalendarDate, IsClockTime, IsId, IsInstant } from '@careconnect/platform/http/fields.ts';
import { IsBoolean, IsEmpty, IsIn, IsOptional } from 'class-validator';
import { IfGiven, IsClosingTime, IsInstantOr, IsText } from '../fields.ts';

export class BookingRequest {
  @IsId()
  patientId!: string;

  @IsId()
  visitTypeId!: string;

  /** On the doctor's grid, or the first free time of the day. */
  @IsInstantOr('earliest')
  startsAt!: string;

  @IsOptional()
  @IsText(2000, 0)
  notes?: string | null;

  /** When it was asked, for what is imported. */
  @IsOptional()
  @IsInstant()
  requestedAt?: string | null;

  /** Why an admin sets the rules aside. */
  @IsOptional()
  @IsText(500)
  override?: string | null;
}

/** For commands that say it all in their address. */
export class NothingMore {
  /** The validator takes no class without a rule. */
  @IsEmpty()
  nothing?: never;
}

export class ReasonRequest {
  @IsText(500)
  reason!: string;
}

export class CancellationRequest extends ReasonRequest {
  /** Staff pass on that the patient withdraws. */
  @IfGiven()
  @IsBoolean()
  forPatient?: boolean;
}

export class CompletionRequest {
  @IsOptional()
  @IsText(5000, 0)
  doctorNotes?: string | null;
}

export class TimeRequest {
  @IsInstant()
  startsAt!: string;

  /** Why staff set the rules aside. */
  @IsOptional()
  @IsText(500)
  override?: string | null;
}

export class MoveRequest extends TimeRequest {
  @IsId()
  doctorId!: string;

  @IsCalendarDate()
  date!: string;

  /** Of the doctor it comes to; left out, the visit stays what was booked. */
  @IsOptional()
  @IsId()
  visitTypeId?: string | null;
}

export const fates = ['refuse', 'keep', 'cancel'] as const;

export class FateRequest {
  /** What becomes of appointments inside; without a word about them, they are listed and nothing is blocked. */
  @IfGiven()
  @IsIn(fates)
  appointments?: (typeof fates)[number];

  /** What their patients are told when they are cancelled. */
  @IsOptional()
  @IsText(500)
  message?: string | null;
}

export class BlockRequest extends FateRequest {
  @IsClockTime()
  from!: string;

  @IsClosingTime()
  to!: string;

  @IsOptional()
  @IsText(500, 0)
  reason?: string | null;
}

export class AbsenceRequest extends BlockRequest {
  @IsCalendarDate()
  firstDate!: string;

  /** Inclusive. */
  @IsCalendarDate()
  lastDate!: string;

  /** On every day from the first to the last, or on one of each week. */
  @IsIn(repetitions)
  repeats!: (typeof repetitions)[number];
}
