import { randomUUID } from 'node:crypto';
import type { ScavengeResp, StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import { status } from '@grpc/grpc-js';
import type { Log } from '../log/log.ts';
import { scavenge } from '../log/scavenge.ts';
import { serviceError } from './errors.ts';
import { operations } from './pb.ts';

const STARTED = 0;
const IN_PROGRESS = 1;
const STOPPED = 2;

/** Scavenging on demand, one at a time; its beginning and end stand in the stream `$scavenges-<id>`, as in EventStoreDB. */
export interface Scavenging {
  start(): ScavengeResp;
  stop(request: StopScavengeReq): ScavengeResp;
  /** Ends a running scavenge before the log closes. */
  close(): Promise<void>;
}

export function scavenging(log: Log): Scavenging {
  let running: { id: string; stop: AbortController; done: Promise<void> } | undefined;

  async function note(id: string, type: string, data: object): Promise<void> {
    const event = { id: randomUUID(), type, isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: NOTHING };
    await log.submit({ is: 'append', stream: `$scavenges-${id}`, expected: { is: 'any' }, events: [event] });
  }

  async function run(id: string, stop: AbortSignal): Promise<void> {
    const began = Date.now();
    await note(id, '$scavengeStarted', { scavengeId: id });
    try {
      const removed = await scavenge(log.storage, log.lastPosition, stop);
      const result = stop.aborted ? 'Stopped' : 'Success';
      await note(id, '$scavengeCompleted', { scavengeId: id, result, removed, timeTakenMs: Date.now() - began });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!stop.aborted) await note(id, '$scavengeCompleted', { scavengeId: id, result: 'Failed', error: reason });
    }
  }

  return {
    start() {
      if (running) return answer(running.id, IN_PROGRESS);
      const id = randomUUID();
      const stop = new AbortController();
      const done = run(id, stop.signal)
        .catch(() => {}) // the log refuses writes: whoever appends hears of it
        .finally(() => {
          running = undefined;
        });
      running = { id, stop, done };
      return answer(id, STARTED);
    },
    stop(request) {
      const id = request.getOptions()?.getScavengeId() ?? '';
      if (running?.id !== id) {
        const trailers = { exception: 'scavenge-not-found', 'scavenge-id': id };
        throw serviceError(status.NOT_FOUND, 'Scavenge id was invalid.', trailers);
      }
      running.stop.abort();
      return answer(id, STOPPED);
    },
    async close() {
      running?.stop.abort();
      await running?.done;
    },
  };
}

const NOTHING = new Uint8Array();

const answer = (id: string, result: 0 | 1 | 2): ScavengeResp =>
  new operations.ScavengeResp().setScavengeId(id).setScavengeResult(result);
