import { IsCalendarDate, Type } from '@careconnect/platform/http/fields.ts';
import { IsInt, Max, Min } from 'class-validator';
import { Asked } from '../reading/requests.ts';

export class StatisticsAsked extends Asked {
  @IsCalendarDate()
  from!: string;

  /** No more than can be counted while somebody waits. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(92)
  days = 30;
}
