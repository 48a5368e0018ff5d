/** What the `$$` stream of a stream says, as far as the store acts on it. Other keys stay in the event alone. */
export interface StreamRules {
  maxCount?: number;
  maxAgeSeconds?: number;
  /** Events below this revision are gone. */
  truncateBefore?: number;
  softDeleted?: true;
}

/** All that is needed to decide about an append without reading the stream. */
export interface StreamHead {
  /** Revision of the newest event, -1 when there is none. */
  last: number;
  lastPosition: number;
  tombstoned?: true;
  /** Present as soon as the stream has metadata, even if it rules nothing. */
  rules?: StreamRules;
}

export const emptyHead = (): StreamHead => ({ last: -1, lastPosition: -1 });

export const encodeHead = (head: StreamHead): Buffer => Buffer.from(JSON.stringify(head));
export const decodeHead = (value: Buffer): StreamHead => JSON.parse(value.toString('utf8')) as StreamHead;
