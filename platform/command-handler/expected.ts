import type { Revision } from '../event-store/event-store.ts';

/** Says of a stream whether it stands where a command wants it to. */
export type Expected = (streamName: string, revision: Revision) => boolean;

/** The command was meant for another state of its stream than the present one. Nothing was done. */
export class PreconditionFailed extends Error {
  override readonly name = 'PreconditionFailed';
  constructor(streamName: string) {
    super(`${streamName} is not where the command expects it`);
  }
}
