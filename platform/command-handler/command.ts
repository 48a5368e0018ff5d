import type { Actor, Position, Revision } from '../event-store/event-store.ts';
import type { Expected } from './expected.ts';

export type AnyEvent = { type: string; data: unknown };

/** Pure. `decide` throws a refusal (see isRefusal), or returns what happened; nothing is a quiet yes. */
export type Decider<S, C, E extends AnyEvent> = {
  initial: S;
  evolve(state: S, event: E): S;
  decide(command: C, state: S): readonly E[];
};

export type CommandContext = {
  /** A UUID; asking again with the same one is quiet. Event ids are made of it. */
  commandId: string;
  actor: Actor | null;
  correlationId: string;
  /** What led to the command, when it was not the person who sent it; otherwise the command's own id. */
  causationId?: string;
  /** ISO instant: becomes recordedAt. */
  now: string;
  imported?: true;
  /** What would change the stream is done only where this holds, else PreconditionFailed is thrown (docs/adr/0014). */
  expected?: Expected;
  /** The stream most likely does not exist yet: the first try is decided without a look. Whether it was so, the append tells. */
  likelyNew?: true;
};

export type Folded<S> = {
  streamName: string;
  state: S;
  revision: Revision;
  /** Of the stream's last event. */
  position: Position | null;
};

export type Handled<S, E> = Folded<S> & {
  /** Empty when there was nothing (left) to do. */
  events: readonly E[];
};

/**
 * A command, or how to prepare one from other streams: it is asked again with fresh = true before a refusal is answered,
 * so that nobody is refused because of something that was stale in memory.
 */
export type CommandSource<C> = C | ((fresh: boolean) => Promise<C>);
