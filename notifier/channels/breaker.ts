import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { Away, MayTryAgain, type SendLetter } from './channel.ts';

const failuresInARow = 5;
export const restMs = 30_000;

/**
 * Lets whoever carries letters rest once it could not be reached several times in a row; then one letter tries whether it is back.
 * What it says about a single letter is no reason to rest.
 */
export const restingWhileAway = (send: SendLetter, halfOpenAfter = restMs): SendLetter => {
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof MayTryAgain && error.unreachable),
    { halfOpenAfter, breaker: new ConsecutiveBreaker(failuresInARow) },
  );
  return (letter) =>
    policy
      .execute(() => send(letter))
      .catch((error) => {
        throw error instanceof BrokenCircuitError ? new Away('it was away a moment ago') : error;
      });
};
