import { topology } from '@careconnect/schema/topology.ts';
import { IsIn, IsString, Length } from 'class-validator';

const queues = topology.queues.map(({ name }) => name);

export class ReplayAllRequest {
  @IsIn(queues)
  queue!: string;
}

export class DismissalRequest {
  /** Why it is not needed. */
  @IsString()
  @Length(1, 500)
  note!: string;
}
