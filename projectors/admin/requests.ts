import { type ProjectionName, projections } from '@careconnect/schema/projections.ts';
import { ArrayNotEmpty, ArrayUnique, IsIn } from 'class-validator';

const names = Object.values(projections);

export class RebuildRequest {
  /** Which read models; all of them unless told. */
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(names, { each: true })
  projections: ProjectionName[] = names;
}
