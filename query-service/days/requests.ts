import { IsCalendarDate, Type } from '@careconnect/platform/http/fields.ts';
import { IsInt, Max, Min } from 'class-validator';
import { Asked, PageAsked } from '../reading/requests.ts';

/** A whole day is one page, unless it was booked and cancelled over and over. */
export class DayAsked extends PageAsked {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  override limit = 500;
}

/** A week, or a month with the days around it that make its weeks whole. */
export class OverviewAsked extends Asked {
  @IsCalendarDate()
  from!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(42)
  days = 7;
}
