import { IsEmail, IsString, Length, MaxLength, ValidateBy } from 'class-validator';
import { IsLine } from '../fields.ts';
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

export class SignInRequest {
  @IsString()
  @MaxLength(255)
  email!: string;

  @IsString()
  @MaxLength(128)
  password!: string;
}
