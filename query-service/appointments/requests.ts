import { type AppointmentStatus, statuses } from '@careconnect/domain/day/events.ts';
import { IsCalendarDate, IsId } from '@careconnect/platform/http/fields.ts';
import { IsIn, IsOptional } from 'class-validator';
import { PageAsked } from '../reading/requests.ts';

export class AppointmentsAsked extends PageAsked {
  @IsOptional()
  @IsCalendarDate()
  from?: string;

  @IsOptional()
  @IsCalendarDate()
  to?: string;

  @IsOptional()
  @IsIn(statuses)
  status?: AppointmentStatus;

  @IsOptional()
  @IsId()
  doctorId?: string;

  @IsOptional()
  @IsId()
  patientId?: string;

  @IsOptional()
  @IsId()
  userId?: string;
}
