import { Type } from '@careconnect/platform/http/fields.ts';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** What every query may name: the position of a write that its answer must show. */
export class Asked {
  @IsOptional()
  @IsString()
  position?: string;
}

/** A list is answered page by page. */
export class PageAsked extends Asked {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  after?: string;
}
