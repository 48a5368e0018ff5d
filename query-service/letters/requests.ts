import { IsId } from '@careconnect/platform/http/fields.ts';
import { IsIn, IsOptional } from 'class-validator';
import { PageAsked } from '../reading/requests.ts';
import { type LetterState, letterStates } from './letters.ts';

export class LettersAsked extends PageAsked {
  @IsOptional()
  @IsId()
  userId?: string;

  @IsOptional()
  @IsIn(letterStates)
  state?: LetterState;
}
