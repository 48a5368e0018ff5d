import {
  acceptances,
  type BookingPolicy,
  paymentTimes,
  type Way,
  type Weekday,
  ways,
} from '@careconnect/domain/doctor/events.ts';
import { type Gender, genders } from '@careconnect/domain/patient/events.ts';
import { IsCalendarDate, IsClockTime, IsId, Type } from '@careconnect/platform/http/fields.ts';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { StaffAccountRequest } from '../accounts/requests.ts';
import { IfGiven, IsClosingTime, IsCountry, IsLine, IsText, IsZone, MoneyRequest } from '../fields.ts';

/** The whole profile: what is left out is not said any more. */
export class ProfileRequest {
  @IsLine(100)
  specialization!: string;

  @IsInt()
  @Min(1900)
  @Max(2200)
  startedYear!: number;

  @IsObject()
  @ValidateNested()
  @Type(() => MoneyRequest)
  consultationFee!: MoneyRequest;

  @IsText(5000, 0)
  about!: string;

  @IsLine(255, 0)
  image!: string;

  @IsLine(255, 0)
  degree!: string;

  @IsLine(255)
  address!: string;

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^[a-z]{2,3}(-[A-Z]{2})?$/, { each: true, message: '$property must be languages, such as pt or pt-BR' })
  languages?: string[];

  @IfGiven()
  @IsIn(genders)
  gender?: Gender;

  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(ways, { each: true })
  ways?: Way[];
}

class WindowRequest {
  @IsInt()
  @Min(1)
  @Max(7)
  weekday!: Weekday;

  @IsClockTime()
  from!: string;

  @IsClosingTime()
  to!: string;
}

export class WindowsRequest {
  @IsArray()
  @ArrayMaxSize(28)
  @ValidateNested({ each: true })
  @Type(() => WindowRequest)
  windows!: WindowRequest[];
}

export class WorkingHoursRequest extends WindowsRequest {
  /** Until other hours are valid; today, unless told. */
  @IsOptional()
  @IsCalendarDate()
  validFrom?: string | null;
}

export class ZoneRequest {
  @IsZone()
  zone!: string;

  @IsCalendarDate()
  validFrom!: string;
}

export class HolidaysRequest {
  /** Null observes none. */
  @IsOptional()
  @IsCountry()
  country?: string | null;
}

export class HolidayRequest {
  @IsBoolean()
  works!: boolean;
}

class VisitTypeRequest {
  @IsId()
  visitTypeId!: string;

  @IsLine(100)
  name!: string;

  @IsInt()
  @Min(5)
  @Max(12 * 60)
  minutes!: number;

  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(240)
  bufferBeforeMinutes?: number;

  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(240)
  bufferAfterMinutes?: number;

  @IsObject()
  @ValidateNested()
  @Type(() => MoneyRequest)
  fee!: MoneyRequest;
}

export class PolicyRequest {
  @IfGiven()
  @IsIn(acceptances)
  acceptance?: BookingPolicy['acceptance'];

  @IfGiven()
  @IsIn(paymentTimes)
  payment?: BookingPolicy['payment'];

  @IsInt()
  @Min(0)
  @Max(90 * 24 * 60)
  minimumNoticeMinutes!: number;

  @IsInt()
  @Min(0)
  @Max(730)
  maximumDaysAhead!: number;

  @IsInt()
  @Min(0)
  @Max(90 * 24 * 60)
  cancellationCutOffMinutes!: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  mostVisitsPerDay?: number | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  mostOpenPerPatient?: number | null;

  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(90 * 24 * 60)
  unansweredExpiresAfterMinutes?: number;

  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(90 * 24 * 60)
  unpaidExpiresAfterMinutes?: number;

  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(100)
  refundBeforeCutOffPercent?: number;

  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(100)
  refundAfterCutOffPercent?: number;
}

export class VisitTypesRequest {
  @IsInt()
  @Min(5)
  @Max(240)
  gridMinutes!: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((visitType?: VisitTypeRequest) => visitType?.visitTypeId, {
    message: 'visitTypes must have ids of their own',
  })
  @ValidateNested({ each: true })
  @Type(() => VisitTypeRequest)
  visitTypes!: VisitTypeRequest[];
}

export class OnboardingRequest extends WindowsRequest {
  @IsObject()
  @ValidateNested()
  @Type(() => StaffAccountRequest)
  account!: StaffAccountRequest;

  @IsObject()
  @ValidateNested()
  @Type(() => ProfileRequest)
  profile!: ProfileRequest;

  @IsZone()
  zone!: string;

  @IsInt()
  @Min(5)
  @Max(240)
  gridMinutes!: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique((visitType?: VisitTypeRequest) => visitType?.visitTypeId, {
    message: 'visitTypes must have ids of their own',
  })
  @ValidateNested({ each: true })
  @Type(() => VisitTypeRequest)
  visitTypes!: VisitTypeRequest[];

  @IsObject()
  @ValidateNested()
  @Type(() => PolicyRequest)
  policy!: PolicyRequest;
}
