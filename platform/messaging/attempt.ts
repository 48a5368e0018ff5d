import { withCorrelation } from '../logging/correlation.ts';
import type { Log } from '../logging/logger.ts';
import { CannotHandle, type Handler, type Message } from './message-bus.ts';
import type { Queue } from './topology.ts';

/** What is to become of a message after a try. */
export type Outcome =
  | { is: 'Done' }
  /** The process stopped before the handler had finished: this try counts for nothing. */
  | { is: 'CutOff' }
  | { is: 'TryAgain'; afterMs: number; reason: string }
  | { is: 'Dead'; reason: string };

export type Failure = Extract<Outcome, { reason: string }>;

export const defaultHandlerTimeoutMs = 60_000;

/** Lets a handler have one try, under the message's correlation and with its own end. Never throws. */
export const attemptOnce = (
  { queue, handler, timeoutMs, log, stopped }: AttemptContext,
  message: Message,
  attempt: number,
): Promise<Outcome> =>
  withCorrelation({ correlationId: message.correlationId, messageId: message.id }, async (): Promise<Outcome> => {
    try {
      await bounded(timeoutMs, stopped, (signal) => handler(message, { attempt, signal }));
      return { is: 'Done' };
    } catch (err) {
      if (stopped.aborted) return { is: 'CutOff' };
      const outcome = afterFailure(queue, attempt, err);
      const fields = { err, queue: queue.name, messageType: message.type, attempt };
      if (outcome.is === 'Dead') log.error(fields, 'Message given up: it is a dead letter now');
      else log.warn({ ...fields, delayMs: outcome.afterMs }, 'Message failed, to be tried again');
      return outcome;
    }
  });

export type AttemptContext = {
  queue: Queue;
  handler: Handler;
  timeoutMs: number;
  log: Log;
  /** Aborted when the process waits no longer. */
  stopped: AbortSignal;
};

const afterFailure = (queue: Queue, attempt: number, error: unknown): Failure => {
  const reason = reasonOf(error);
  const afterMs = error instanceof CannotHandle ? undefined : queue.retryDelaysMs[attempt - 1];
  return afterMs === undefined ? { is: 'Dead', reason } : { is: 'TryAgain', afterMs, reason };
};

/** Kind and code alone: the text of an error may quote what a person typed, and this travels with the message. */
const reasonOf = (error: unknown): string => {
  const { name, code } = error instanceof Error ? (error as Error & { code?: unknown }) : { name: typeof error };
  return typeof code === 'string' || typeof code === 'number' ? `${name} ${code}` : name;
};

const bounded = async (
  timeoutMs: number,
  stopped: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const end = new AbortController();
  const onStop = () => end.abort(new Error('the process stops'));
  const timer = setTimeout(() => end.abort(new Error(`the handler took longer than ${timeoutMs} ms`)), timeoutMs);
  stopped.addEventListener('abort', onStop);
  const ended = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => reject(end.signal.reason));
  });
  try {
    await Promise.race([work(end.signal), ended]);
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', onStop);
  }
};
