import type { ExpectedRevision } from './event-store.ts';

/** An event as it will lie in the store: JSON texts as bytes. */
export type Encoded = { id: string; type: string; data: Buffer; metadata: Buffer };

export type AppendRequest = {
  correlationId: string;
  streamName: string;
  expected: ExpectedRevision;
  /** Milliseconds since 1970; the store does not begin to write after it. */
  deadline: number;
  events: readonly Encoded[];
};

/**
 * `BatchAppendReq` of streams.proto. The library's generated classes make base64 of the data, and bytes of that again, twice:
 * ten times the work (docs/adr/0027).
 */
export const encodeAppend = ({ correlationId, streamName, expected, deadline, events }: AppendRequest): Buffer => {
  const message = writer(events.reduce((sum, event) => sum + roomFor(event), 512 + 3 * streamName.length));
  message.number(4, 1); // nothing follows
  for (const { id, type, data, metadata } of events.toReversed())
    message.nested(3, () => {
      message.bytes(4, data);
      message.bytes(3, metadata);
      message.entry(2, 'content-type', 'application/json');
      message.entry(2, 'type', type);
      message.nested(1, () => message.text(2, id));
    });
  message.nested(2, () => {
    message.nested(6, () => {
      message.number(2, (deadline % 1_000) * 1_000_000);
      message.number(1, Math.floor(deadline / 1_000));
    });
    if (expected === 'no_stream') message.nested(3, () => {});
    else message.number(2, Number(expected));
    message.nested(1, () => message.text(3, streamName));
  });
  message.nested(1, () => message.text(2, correlationId));
  return message.written();
};

const roomFor = ({ type, data, metadata }: Encoded): number => data.length + metadata.length + 3 * type.length + 160;

/** Writes from the end to the beginning: how long a message is, is known once what is in it has been written. */
const writer = (room: number) => {
  const target = Buffer.allocUnsafe(room);
  let at = room;
  const varint = (value: number): void => {
    let size = 1;
    for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
    at -= size;
    let rest = value;
    for (let i = at; i < at + size - 1; i += 1, rest = Math.floor(rest / 128)) target[i] = (rest % 128) | 128;
    target[at + size - 1] = rest;
  };
  const number = (field: number, value: number): void => {
    varint(value);
    varint(field * 8);
  };
  const nested = (field: number, write: () => void): void => {
    const end = at;
    write();
    varint(end - at);
    varint(field * 8 + 2);
  };
  const bytes = (field: number, content: Uint8Array): void =>
    nested(field, () => {
      at -= content.length;
      target.set(content, at);
    });
  const text = (field: number, content: string): void =>
    nested(field, () => {
      at -= Buffer.byteLength(content);
      target.write(content, at);
    });
  const entry = (field: number, key: string, value: string): void =>
    nested(field, () => {
      text(2, value);
      text(1, key);
    });
  return { number, nested, bytes, text, entry, written: (): Buffer => target.subarray(at) };
};
