import { type Gender, genders } from '@careconnect/domain/patient/events.ts';
import { IsCalendarDate } from '@careconnect/platform/http/fields.ts';
import { IsIn } from 'class-validator';
import { IsLine } from '../fields.ts';

export class PatientRequest {
  @IsLine(100)
  firstName!: string;

  @IsLine(100)
  lastName!: string;

  @IsCalendarDate()
  dateOfBirth!: string;

  @IsIn(genders)
  gender!: Gender;
}
