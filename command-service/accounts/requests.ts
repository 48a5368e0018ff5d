import { IsId } from '@careconnect/platform/http/fields.ts';
import { IsEmail, IsIn, IsOptional, IsString, Length, Matches, MaxLength, ValidateBy } from 'class-validator';
import { IfGiven, IsLine } from '../fields.ts';
import { isCommon } from './common-passwords.ts';

const IsNotCommon = (): PropertyDecorator =>
  ValidateBy({
    name: 'isNotCommon',
    validator: {
      validate: (value) => typeof value === 'string' && !isCommon(value),
      defaultMessage: () => '$property is among those that are guessed first',
    },
  });

export class RegisterRequest {
  @IsLine(255)
  @IsEmail({}, { message: '$property must be an e-mail address' })
  email!: string;

  @IsLine(255)
  name!: string;

  @Length(8, 128)
  @IsNotCommon()
  password!: string;
}

/** Without a password its holder is invited to choose one. */
export class StaffAccountRequest {
  @IsLine(255)
  @IsEmail({}, { message: '$property must be an e-mail address' })
  email!: string;

  @IsLine(255)
  name!: string;

  @IfGiven()
  @Length(8, 128)
  @IsNotCommon()
  password?: string;
}

export class InvitationRequest {
  @IsLine(255)
  @IsEmail({}, { message: '$property must be an e-mail address' })
  email!: string;

  @IsLine(255)
  name!: string;

  @IsIn(['ADMIN', 'AUDITOR'])
  role!: 'ADMIN' | 'AUDITOR';
}

export class LinkRequest {
  @IsId()
  userId!: string;

  @Matches(/^[\w-]{43}$/, { message: '$property must be the one of the letter' })
  proof!: string;
}

export class NewPasswordRequest extends LinkRequest {
  @Length(8, 128)
  @IsNotCommon()
  password!: string;
}

export class ChangePasswordRequest {
  @IsString()
  @MaxLength(128)
  currentPassword!: string;

  @Length(8, 128)
  @IsNotCommon()
  password!: string;
}

export class ResetRequest {
  @IsString()
  @MaxLength(255)
  email!: string;
}

export class CodeRequest {
  @IsLine(20)
  code!: string;
}

export class SignInRequest {
  @IsString()
  @MaxLength(255)
  email!: string;

  @IsString()
  @MaxLength(128)
  password!: string;

  /** Of the second factor, where there is one. */
  @IsOptional()
  @IsLine(20)
  code?: string;
}
