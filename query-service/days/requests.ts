import { Type } from '@careconnect/platform/http/fields.ts';
import { IsInt, Max, Min } from 'class-validator';
import { PageAsked } from '../reading/requests.ts';

/** A whole day is one page, unless it was booked and cancelled over and over. */
export class DayAsked extends PageAsked {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  override limit = 500;
}
