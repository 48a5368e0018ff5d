import { randomUUID } from 'node:crypto';
import {
  type Credentials,
  EventStoreDBClient,
  type Filter,
  type ReadPosition,
  type ReadRevision,
  START,
} from '@eventstore/db-client';
import { positionOf, recorded } from './answers.ts';
import { type Follower, follow } from './following.ts';

type FollowOptions = {
  client?: EventStoreDBClient;
  resolveLinkTos?: boolean;
  pace?: (count: number) => Promise<void> | void;
};

/** The event store as one case sees it: names of its own, and everything it opens is closed when the case ends. */
export type Store = {
  readonly url: string;
  readonly client: EventStoreDBClient;
  /** Per-call credentials: with them this client uses the classic append instead of the batch append. */
  readonly credentials: Credentials;
  /** Begins the name of every stream of this case. */
  readonly prefix: string;
  /** A stream name nobody used before. */
  stream(label?: string): string;
  /** An event type that only this case uses. */
  type(label: string): string;
  connect(url?: string): EventStoreDBClient;
  followStream(stream: string, options?: FollowOptions & { from?: ReadRevision }): Follower;
  followAll(options: FollowOptions & { from: ReadPosition; filter?: Filter }): Follower;
  /** Restarts the server and waits until it answers again. Clients of before may still have to notice. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** A server under question, over all cases of one run. */
export type Server = {
  readonly canRestart: boolean;
  /** The view of the next case. */
  storeForCase(): Store;
  /** After a failure the connection may be of no use any more: the next case gets a new one. */
  renewClient(): Promise<void>;
  /** Throws when the server does not answer. */
  reach(): Promise<void>;
  close(): Promise<void>;
};

/** `restart` brings the server down and up again; without it the cases that need it are skipped. */
export function serverAt(url: string, restart?: () => Promise<void>): Server {
  const run = randomUUID().slice(0, 8);
  let client = EventStoreDBClient.connectionString(url);
  let number = 0;
  const renewClient = async () => {
    await dispose(client);
    client = EventStoreDBClient.connectionString(url);
  };

  function storeForCase(): Store {
    const mark = `${run}_${++number}`;
    const prefix = `conformance_${mark}-`;
    const closing: (() => Promise<unknown>)[] = [];
    const keep = (follower: Follower) => {
      closing.unshift(follower.stop);
      return follower;
    };
    const store: Store = {
      url,
      get client() {
        return client;
      },
      credentials: credentialsIn(url),
      prefix,
      stream: (label = 'stream') => `${prefix}${label}`,
      type: (label) => `${label}_${mark}`,
      connect: (to = url) => {
        const another = EventStoreDBClient.connectionString(to);
        closing.push(() => dispose(another));
        return another;
      },
      followStream: (stream, { from = START, client: by = client, pace, ...options } = {}) =>
        keep(
          follow({
            pace,
            open: (after) =>
              by.subscribeToStream(stream, { ...options, fromRevision: after ? recorded(after).revision : from }),
          }),
        ),
      followAll: ({ from, filter, client: by = client, pace, ...options }) =>
        keep(
          follow({
            pace,
            open: (after, checkpoint) =>
              by.subscribeToAll({
                ...options,
                fromPosition: after ? positionOf(recorded(after)) : from,
                filter: filter && { ...filter, checkpointReached: (_, position) => checkpoint(position) },
              }),
          }),
        ),
      restart: async () => {
        await restart?.();
        await renewClient();
        await answersAgain(url);
      },
      close: async () => {
        for (const close of closing.splice(0)) await close();
      },
    };
    return store;
  }

  return {
    canRestart: restart !== undefined,
    storeForCase,
    renewClient,
    reach: () => ask(client),
    close: () => dispose(client),
  };
}

/** Bounded: the client waits for ever for the end of a read that nobody read to its end. */
async function dispose(client: EventStoreDBClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const longEnough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2_000);
  });
  await Promise.race([client.dispose(), longEnough]);
  clearTimeout(timer);
}

/** The smallest question: one event of the log. Bounded, because a client may wait for a silent server for ever. */
async function ask(client: EventStoreDBClient, milliseconds = 5_000): Promise<void> {
  const read = client.readAll({ maxCount: 1 });
  const timer = setTimeout(() => read.destroy(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  try {
    for await (const _ of read);
  } finally {
    clearTimeout(timer);
  }
}

async function answersAgain(url: string): Promise<void> {
  const giveUp = Date.now() + 60_000;
  for (;;) {
    const client = EventStoreDBClient.connectionString(url);
    try {
      return await ask(client, 2_000);
    } catch (error) {
      if (Date.now() > giveUp) throw new Error(`the server does not answer after its restart: ${error}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await dispose(client);
    }
  }
}

/** Those of the connection string, or the ones a new server starts with. */
function credentialsIn(url: string): Credentials {
  const [, username, password] = /^[^:]+:\/\/([^:@/]+):([^@/]+)@/.exec(url) ?? [];
  return username && password
    ? { username: decodeURIComponent(username), password: decodeURIComponent(password) }
    : { username: 'admin', password: 'changeit' };
}
