import { isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { IsId, Transform, Type } from '@careconnect/platform/http/fields.ts';
import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { Asked, PageAsked } from '../reading/requests.ts';

const trimmed = Transform(({ value }) => (typeof value === 'string' ? value.trim() || undefined : value));

const IsWords = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWords',
    validator: {
      validate: (value) => typeof value === 'string' && value.length <= 100 && !/\p{Cc}/u.test(value),
      defaultMessage: () => '$property must be one line of at most 100 characters',
    },
  });

export class DoctorsAsked extends PageAsked {
  @trimmed
  @IsOptional()
  @IsWords()
  text?: string;

  @trimmed
  @IsOptional()
  @IsWords()
  specialization?: string;
}

/** A day with which all further days that can be asked for are still written yyyy-mm-dd. */
const IsFirstDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isFirstDay',
    validator: {
      validate: (value) =>
        typeof value === 'string' && isCalendarDate(value) && value >= '1900-01-01' && value <= '9000-01-01',
      defaultMessage: () => '$property must be a calendar date as yyyy-mm-dd',
    },
  });

export class SlotsAsked extends Asked {
  @IsId()
  visitTypeId!: string;

  /** Today, in the doctor's zone, unless told. */
  @IsOptional()
  @IsFirstDay()
  from?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(14)
  days = 7;
}
