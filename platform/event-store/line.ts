import type { StoredEvent } from './event-store.ts';

/** In decimal, as JSON holds no such numbers. */
export type Place = Readonly<{ commit: string; prepare: string }>;

/** An event as it is written down elsewhere: as it stands in the log, sealed fields sealed. */
export type Line = Omit<StoredEvent, 'streamName' | 'revision' | 'position'> & {
  stream: string;
  revision: string;
  position: Place;
};

export const lineOf = ({ id, streamName, revision, position, type, data, metadata }: StoredEvent): Line => ({
  ...{ id, stream: streamName, revision: String(revision), position: placeOf(position) },
  ...{ type, data, metadata },
});

export const eventOf = ({ stream, revision, position, id, type, data, metadata }: Line): StoredEvent => {
  const place = { commit: BigInt(position.commit), prepare: BigInt(position.prepare) };
  return { id, type, data, metadata, streamName: stream, revision: BigInt(revision), position: place };
};

export const placeOf = ({ commit, prepare }: StoredEvent['position']): Place => ({
  commit: String(commit),
  prepare: String(prepare),
});
