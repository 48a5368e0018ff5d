import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ProposedEvent } from '../log/commands.ts';
import type { Expected } from '../log/decide.ts';
import { DeadlinePassed, type Log } from '../log/log.ts';
import type { BatchAppendRequest } from './batch-append-request.ts';
import { type BatchAnswer, batchResponse } from './batch-append-responses.ts';
import { writeFailure } from './errors.ts';
import { BadRequest, checkedEvent, checkedStreamName, sizeOnDisk } from './requests.ts';

/** Requests arrive decoded by us, answers leave as bytes: this call carries thousands of appends a second. */
export type BatchAppendCall = ServerDuplexStream<BatchAppendRequest, Buffer>;

/** An append whose messages have not all arrived. */
interface Unfinished {
  stream: string;
  expected: Expected;
  deadlineMs: number;
  events: ProposedEvent[];
  size: number;
}

/** EventStoreDB gives no append more time than this, whatever the client asks for. */
const LONGEST_APPEND_MS = 10 * 60_000;
/** So many appends of one client may wait for the disk before it has to wait too. */
const MOST_IN_FLIGHT = 2_000;
const NO_NAME = new Uint8Array();

/** Many appends over one call, answered in the order in which they are done. */
export function batchAppend(log: Log, maxAppendSize: number, call: BatchAppendCall): void {
  const unfinished = new Map<string, Unfinished>();
  const timers = new Set<NodeJS.Timeout>();
  let inFlight = 0;
  let isDraining = false;
  let ended = false;

  function answer(correlationId: string, stream: string, what: BatchAnswer): void {
    if (call.cancelled) return;
    isDraining = !call.write(batchResponse(correlationId, stream, what));
    regulate();
  }

  /** Takes no more appends while the client does not fetch its answers or too many wait for the disk. */
  function regulate(): void {
    if (isDraining || inFlight >= MOST_IN_FLIGHT) call.pause();
    else if (call.isPaused()) call.resume();
  }

  function endWhenDone(): void {
    if (ended && inFlight === 0) call.end();
  }

  function answerTimeoutAt(deadlineMs: number, correlationId: string, stream: string): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (unfinished.delete(correlationId)) answer(correlationId, stream, { is: 'timeout' });
    }, deadlineMs - Date.now());
    timers.add(timer.unref());
  }

  function begin({ correlationId, options, isFinal }: BatchAppendRequest): Unfinished | undefined {
    if (!options) return unfinished.get(correlationId);
    const deadlineMs = Math.min(options.deadlineMs, Date.now() + LONGEST_APPEND_MS);
    const begun: Unfinished = { stream: '', expected: { is: 'any' }, deadlineMs, events: [], size: 0 };
    if (deadlineMs <= Date.now()) {
      answer(correlationId, '', { is: 'timeout' });
      return undefined;
    }
    unfinished.set(correlationId, begun);
    begun.stream = checkedStreamName(options.stream ?? NO_NAME);
    if (options.expected === undefined) throw new BadRequest('No expected revision given.');
    begun.expected = options.expected;
    if (!isFinal) answerTimeoutAt(deadlineMs, correlationId, begun.stream);
    return begun;
  }

  function take(request: BatchAppendRequest): void {
    const { correlationId } = request;
    try {
      const append = begin(request);
      if (!append) return;
      for (const message of request.messages) {
        const event = checkedEvent(message);
        append.size += sizeOnDisk(event);
        append.events.push(event);
      }
      if (append.size > maxAppendSize) {
        unfinished.delete(correlationId);
        answer(correlationId, append.stream, { is: 'tooLarge', maxAppendSize });
      } else if (request.isFinal) {
        unfinished.delete(correlationId);
        submit(correlationId, append);
      }
    } catch (error) {
      if (!(error instanceof BadRequest)) {
        call.emit('error', writeFailure(error));
        return;
      }
      const bad = unfinished.get(correlationId);
      answer(correlationId, bad?.stream ?? '', { is: 'badRequest', message: error.message });
      // The real server forgets to take a bad request off its list: it answers a second time when the deadline has passed.
      if (bad) answerTimeoutAt(bad.deadlineMs, correlationId, bad.stream);
    }
  }

  function submit(correlationId: string, { stream, expected, events, deadlineMs }: Unfinished): void {
    inFlight++;
    regulate();
    log
      .submit({ is: 'append', stream, expected, events }, deadlineMs)
      .then(
        (outcome) => answer(correlationId, stream, outcome.is === 'wrongVersion' ? { ...outcome, expected } : outcome),
        (error: unknown) => {
          if (error instanceof DeadlinePassed) answer(correlationId, stream, { is: 'timeout' });
          else call.emit('error', writeFailure(error));
        },
      )
      .finally(() => {
        inFlight--;
        regulate();
        endWhenDone();
      });
  }

  call.on('data', take);
  call.on('drain', () => {
    isDraining = false;
    regulate();
  });
  call.on('end', () => {
    ended = true;
    endWhenDone();
  });
  call.on('close', stopTimers);
  call.on('cancelled', stopTimers);
  function stopTimers(): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }
}
