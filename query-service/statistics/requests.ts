import { IsCalendarDate, Type } from '@careconnect/platform/http/fields.ts';
import { IsInt, Max, Min } from 'class-validator';
import { Asked } from '../reading/requests.ts';

export class StatisticsAsked extends Asked {
  @IsCalendarDate()
  from!: string;

  /** Ten years at the most: each day has a row in the answer. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_660)
  days = 30;
}
