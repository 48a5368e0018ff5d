import { type Role, roles } from '@careconnect/domain/user/events.ts';
import { IsIn, IsOptional } from 'class-validator';
import { PageAsked } from '../reading/requests.ts';

export class UsersAsked extends PageAsked {
  @IsOptional()
  @IsIn(roles)
  role?: Role;
}
