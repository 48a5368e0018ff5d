import { type Way, ways } from '@careconnect/domain/doctor/events.ts';
import { type Gender, genders } from '@careconnect/domain/patient/events.ts';
import { isCalendarDate } from '@careconnect/domain/time/wall.ts';
import { IsId, Transform, Type } from '@careconnect/platform/http/fields.ts';
import { IsIn, IsInt, IsNumber, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { Asked, PageAsked } from '../reading/requests.ts';
import { type Sort, sorts } from './find-doctors.ts';

const trimmed = Transform(({ value }) => (typeof value === 'string' ? value.trim() || undefined : value));

const IsWords = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWords',
    validator: {
      validate: (value) => typeof value === 'string' && value.length <= 100 && !/\p{Cc}/u.test(value),
      defaultMessage: () => '$property must be one line of at most 100 characters',
    },
  });

const IsAmount = (): PropertyDecorator => (target, property) => {
  for (const decorate of [Type(() => Number), IsNumber({ maxDecimalPlaces: 2 }), Min(0), Max(99_999_999.99)])
    decorate(target, property);
};

export class DoctorsAsked extends PageAsked {
  @trimmed
  @IsOptional()
  @IsWords()
  text?: string;

  @trimmed
  @IsOptional()
  @IsWords()
  specialization?: string;

  @IsOptional()
  @Matches(/^[a-z]{2,3}(-[A-Z]{2})?$/, { message: '$property must be a language, such as pt or pt-BR' })
  language?: string;

  @IsOptional()
  @IsIn(genders)
  gender?: Gender;

  @IsOptional()
  @IsIn(ways)
  way?: Way;

  @IsOptional()
  @IsAmount()
  feeFrom?: number;

  @IsOptional()
  @IsAmount()
  feeTo?: number;

  @IsOptional()
  @Type(() => Number)
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(1)
  @Max(5)
  ratingFrom?: number;

  @IsIn(sorts)
  sort: Sort = 'name';
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
  @Max(42)
  days = 7;
}
