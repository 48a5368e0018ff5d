import { IsString, MaxLength } from 'class-validator';

export class OwnErasureRequest {
  /** Once more, for nothing brings back what is erased. */
  @IsString()
  @MaxLength(128)
  password!: string;
}

export class AddressRequest {
  @IsString()
  @MaxLength(255)
  email!: string;
}
