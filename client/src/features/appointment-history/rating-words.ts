import type { Rating } from '@careconnect/domain/feedback/events.ts';

/** A number says little to who hears it. */
export const ratingWords: Record<Rating, string> = { 1: 'bad', 2: 'poor', 3: 'fair', 4: 'good', 5: 'very good' };
