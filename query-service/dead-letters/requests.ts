import { IsIn, IsOptional } from 'class-validator';
import { PageAsked } from '../reading/requests.ts';
import { type DeadLetterState, deadLetterStates } from './dead-letters.ts';

export class DeadLettersAsked extends PageAsked {
  @IsOptional()
  @IsIn(deadLetterStates)
  state?: DeadLetterState;
}
