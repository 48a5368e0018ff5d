import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import type { Place } from './manifest.ts';

/** An event as one line of a segment: as it stands in the log, sealed fields sealed. */
export type Line = Omit<StoredEvent, 'streamName' | 'revision' | 'position'> & {
  stream: string;
  revision: string;
  position: Place;
};

export const lineOf = ({ id, streamName, revision, position, type, data, metadata }: StoredEvent): string =>
  `${JSON.stringify({ id, stream: streamName, revision: String(revision), position: placeOf(position), type, data, metadata })}\n`;

export const eventOf = (line: string): StoredEvent => {
  const { stream, revision, position, ...event }: Line = JSON.parse(line);
  const place = { commit: BigInt(position.commit), prepare: BigInt(position.prepare) };
  return { ...event, streamName: stream, revision: BigInt(revision), position: place };
};

export const placeOf = ({ commit, prepare }: StoredEvent['position']): Place => ({
  commit: String(commit),
  prepare: String(prepare),
});
