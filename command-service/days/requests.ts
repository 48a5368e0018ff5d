import { IsId } from '@careconnect/platform/http/fields.ts';
import { IsOptional } from 'class-validator';
import { IsInstant, IsInstantOr, IsText } from '../fields.ts';

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
}

export class CancellationRequest {
  @IsText(500)
  reason!: string;
}
