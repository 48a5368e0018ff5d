import {
  type Language,
  languages,
  type OptionalLetter,
  optionalLetters,
} from '@careconnect/domain/user/letter-preferences.ts';
import { IsClockTime, IsId, Type } from '@careconnect/platform/http/fields.ts';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsZone } from '../fields.ts';

class QuietHoursRequest {
  @IsClockTime()
  from!: string;

  @IsClockTime()
  to!: string;
}

export class LetterPreferencesRequest {
  @IsIn(languages)
  language!: Language;

  @IsOptional()
  @IsZone()
  zone?: string | null;

  @IsArray()
  @ArrayMaxSize(5)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(10, { each: true })
  @Max(30 * 24 * 60, { each: true })
  reminders!: number[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => QuietHoursRequest)
  quietHours?: QuietHoursRequest | null;

  @IsArray()
  @ArrayUnique()
  @IsIn(optionalLetters, { each: true })
  declined!: OptionalLetter[];

  @IsOptional()
  @Matches(/^\+[1-9]\d{6,14}$/, { message: '$property must be a number such as +491701234567' })
  phone?: string | null;
}

/** In the address, for mail clients post to it as it stands (RFC 8058). */
export class DeclineAsked {
  @IsId()
  userId!: string;

  @IsIn(optionalLetters)
  kind!: OptionalLetter;

  @Matches(/^[\w-]{43}$/, { message: '$property must be the one of the letter' })
  proof!: string;
}
