import { IsIn } from 'class-validator';
import { PageAsked } from '../reading/requests.ts';

export const sides = ['upcoming', 'past'] as const;

export class MyAppointmentsAsked extends PageAsked {
  @IsIn(sides)
  when: (typeof sides)[number] = 'upcoming';
}
