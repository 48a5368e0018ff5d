import { isZone } from '@careconnect/domain/time/wall.ts';
import { isCountry } from '@careconnect/platform/calendar/public-holidays.ts';
import { allowed, isClockTime, isInstant, Transform } from '@careconnect/platform/http/fields.ts';
import { IsString, Length, Matches, ValidateBy, ValidateIf } from 'class-validator';

/** All on a property; the order of the messages is the order given. */
const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

const trimmed = Transform(({ value }) => (typeof value === 'string' ? value.trim() : value));

const test = (name: string, what: string, validate: (value: unknown) => boolean): PropertyDecorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => `$property must be ${what}` } });

/** May be left out, but is not null. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** One line of text: no control characters, no half characters. */
export const IsLine = (max: number, min = 1): PropertyDecorator =>
  all(trimmed, IsString(), Length(min, max), Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must be one line' }));

/** Text that may have several lines. */
export const IsText = (max: number, min = 1): PropertyDecorator =>
  all(
    trimmed,
    IsString(),
    Length(min, max),
    Matches(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, { message: '$property must hold no control characters' }),
  );

export const IsZone = (): PropertyDecorator =>
  test('isZone', 'an IANA time zone', (value) => typeof value === 'string' && value.length <= 64 && isZone(value));

export const IsCountry = (): PropertyDecorator =>
  test(
    'isCountry',
    'a country as ISO 3166 names it, such as "BR", whose public holidays are known',
    (value) => typeof value === 'string' && isCountry(value),
  );

/** HH:mm, or 24:00 for the end of the day. */
export const IsClosingTime = (): PropertyDecorator =>
  test(
    'isClosingTime',
    'a time of day as HH:mm, at the latest 24:00',
    (value) => value === '24:00' || isClockTime(value),
  );

export const IsInstantOr = (word: string): PropertyDecorator =>
  test('isInstantOr', `${allowed.instant}, or "${word}"`, (value) => value === word || isInstant(value));

const currencies = new Set(Intl.supportedValuesOf('currency'));

export class MoneyRequest {
  @Matches(/^(0|[1-9]\d{0,7})\.\d\d$/, { message: '$property must be an amount with two decimals, such as "120.00"' })
  amount!: string;

  @test('isCurrency', 'an ISO 4217 currency', (value) => typeof value === 'string' && currencies.has(value))
  currency!: string;
}
