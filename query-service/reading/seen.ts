import { type Position, parsePosition } from '@careconnect/platform/event-store/position.ts';
import { meaning } from '@careconnect/platform/http/meaning.ts';
import { invalidRequest, problem } from '@careconnect/platform/http/problem.ts';
import type { Check } from '@careconnect/platform/http/validation.ts';
import type { PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import type { ProjectionName } from '@careconnect/schema/projections.ts';

// biome-ignore lint/complexity/noBannedTypes: it checks no part of the request's shape
export type Seen = (...readModels: ProjectionName[]) => Check<{}>;

const patienceMs = 2_000;
const rebuilding = () =>
  problem(
    503,
    'being-rebuilt',
    'This is being made anew',
    'It held what is in the log no more. Please ask again in a while.',
    {},
    { 'Retry-After': '10' },
  );

/** No read model is ever so far behind: 2^40 bytes of log. Whoever names such a place has made it up. */
const isBeyond = (position: Position, known: Position | null): boolean =>
  known !== null && position.commit - known.commit > 2n ** 40n;

/**
 * Lets a query go on once the read models it asks have passed the position it names, so that everybody sees what they have
 * just done. Waits 2 s at most, then asks the caller to come again: rather no answer than an old one.
 */
export const seenBy =
  (positions: PositionWaiter): Seen =>
  (...readModels) =>
    meaning({ in: 'position' }, async (req, _res, next) => {
      if (readModels.some(positions.isWithdrawn)) throw rebuilding();
      const { position: text } = req.query as { position?: string };
      if (text === undefined) return next();
      const position = parsePosition(text);
      if (!position || readModels.some((readModel) => isBeyond(position, positions.positionOf(readModel))))
        throw invalidRequest([
          { in: 'query', field: 'position', message: 'position must be one that a command answered' },
        ]);
      const waits = readModels.map((readModel) => positions.waitFor(readModel, position, patienceMs));
      if ((await Promise.all(waits)).every((passed) => passed)) return next();
      throw problem(
        503,
        'not-yet-seen',
        'The answer is not up to date yet',
        'What you have done is kept; it will show in a moment.',
        {},
        { 'Retry-After': '1' },
      );
    });
