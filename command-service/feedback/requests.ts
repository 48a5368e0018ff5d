import { type Rating, ratings } from '@careconnect/domain/feedback/events.ts';
import { IsEmail, IsIn, IsOptional } from 'class-validator';
import { IsLine, IsText } from '../fields.ts';

export class FeedbackRequest {
  @IsText(2000)
  comments!: string;

  /** For an answer. */
  @IsOptional()
  @IsLine(255)
  @IsEmail({}, { message: '$property must be an e-mail address' })
  email?: string | null;

  @IsOptional()
  @IsLine(100)
  name?: string | null;
}

export class RatingRequest {
  @IsIn(ratings)
  rating!: Rating;

  @IsOptional()
  @IsText(2000, 0)
  comments?: string | null;
}
