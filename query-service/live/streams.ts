import type { ServerResponse } from 'node:http';
import type { Holder } from '@careconnect/platform/auth/actor.ts';
import { formatPosition, type Position } from '@careconnect/platform/event-store/position.ts';
import type { Change } from '@careconnect/schema/changes.ts';
import type { Changes } from './changes.ts';

export type Viewer = Holder & { /** When the token runs out. */ until: Date };

export type Streams = {
  /** False when there are as many as there may be, in all or of this account. */
  hasRoomFor(viewer: Viewer): boolean;
  /** Tells the viewer from now on what changes for them, after what they missed since. */
  open(viewer: Viewer, response: ServerResponse, since: Position | null): void;
  count(): number;
  close(): void;
};

type Options = {
  changes: Changes;
  /** Which of them may be told nothing more. */
  signedOut: (viewers: readonly Holder[]) => Promise<number[]>;
  stopping: AbortSignal;
  onFault: (error: unknown) => void;
  most?: number;
  mostEach?: number;
  /** Between two signs of life, at which each stream is looked at anew. */
  beatMs?: number;
};

type Stream = { viewer: Viewer; response: ServerResponse };

/** Bytes that may wait for a client. Who reads slower is dropped, and comes back to what was missed. */
const mostWaiting = 64 * 1024;
const askedAtOnce = 1_000;
/** Who missed more asks for all anew: that is less. */
const mostResumed = 200;

/** Everybody who watches, by whom it concerns. */
export const openStreams = (options: Options): Streams => {
  const { changes, signedOut, stopping, onFault, most = 5_000, mostEach = 10, beatMs = 20_000 } = options;
  const streams = new Set<Stream>();
  const byUser = new Map<string, Set<Stream>>();
  const ofAdmins = new Set<Stream>();

  const write = ({ response }: Stream, text: string): void => {
    response.write(text);
    if (response.writableLength > mostWaiting) response.destroy();
  };

  /** A doctor has the id of the account. */
  const concernedBy = (change: Change): Set<Stream> => {
    const ids = [...('userId' in change ? [change.userId] : []), ...('doctorId' in change ? [change.doctorId] : [])];
    return new Set([...ofAdmins, ...ids.flatMap((id) => [...(byUser.get(id) ?? [])])]);
  };

  changes.onNews((news) => {
    if (news === 'missed') {
      for (const stream of streams) write(stream, begin(false, changes.newest()));
      return;
    }
    const told = new Map<Stream, string>();
    for (const change of news) {
      const text = changed(change);
      for (const stream of concernedBy(change)) told.set(stream, (told.get(stream) ?? '') + text);
    }
    for (const [stream, text] of told) write(stream, text);
  });

  const look = async (): Promise<void> => {
    const now = Date.now();
    for (const stream of streams) {
      if (stream.viewer.until.getTime() <= now) stream.response.end();
      else write(stream, ':\n\n');
    }
    const all = [...streams];
    for (let from = 0; from < all.length; from += askedAtOnce) {
      const some = all.slice(from, from + askedAtOnce);
      for (const place of await signedOut(some.map(({ viewer }) => viewer))) some[place]?.response.end();
    }
  };
  const beat = setInterval(() => {
    look().catch((error) => {
      onFault(error);
      // Nobody knows who may still be told: they come back to somebody who does.
      for (const { response } of streams) response.end();
    });
  }, beatMs);

  const close = () => {
    clearInterval(beat);
    for (const { response } of streams) response.end();
  };
  stopping.addEventListener('abort', close);

  return {
    hasRoomFor: ({ userId }) => !stopping.aborted && streams.size < most && (byUser.get(userId)?.size ?? 0) < mostEach,
    open(viewer, response, since) {
      const stream = { viewer, response };
      const own = byUser.get(viewer.userId) ?? new Set();
      byUser.set(viewer.userId, own.add(stream));
      streams.add(stream);
      if (viewer.role === 'ADMIN') ofAdmins.add(stream);
      response.on('close', () => {
        streams.delete(stream);
        ofAdmins.delete(stream);
        own.delete(stream);
        if (own.size === 0 && byUser.get(viewer.userId) === own) byUser.delete(viewer.userId);
      });
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
      const missed = (since && changes.since(since))?.filter((change) => concernedBy(change).has(stream));
      const resumed = missed !== undefined && missed.length <= mostResumed;
      write(stream, (resumed ? missed : []).map(changed).join('') + begin(resumed, changes.newest()));
    },
    count: () => streams.size,
    close,
  };
};

/** All is told from here on. Who was not resumed may have missed something, and asks anew for what they show. */
const begin = (resumed: boolean, at: Position | null): string =>
  `${at ? `id: ${formatPosition(at)}\n` : ''}event: begin\ndata: ${JSON.stringify({ resumed })}\n\n`;

const changed = (change: Change): string => {
  const { at, ...what } = change;
  const { userId: _, ...data } = { userId: '', ...what };
  return `id: ${at}\nevent: changed\ndata: ${JSON.stringify(data)}\n\n`;
};
