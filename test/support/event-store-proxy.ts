import { createRequire } from 'node:module';
import * as grpc from '@grpc/grpc-js';

const require = createRequire(import.meta.url);
const { ReadReq } = require('@eventstore/db-client/generated/streams_pb');

type Downstream = grpc.ServerWritableStream<Buffer, Buffer> | grpc.ServerDuplexStream<Buffer, Buffer>;

/** Stands between a client and an event store and does what networks and servers do to them. */
export type EventStoreProxy = {
  url: string;
  /** Reads asked for so far; subscriptions are counted apart. */
  reads(): number;
  subscriptions(): number;
  appends(): number;
  /** Bytes the store sent to readers. */
  bytesRead(): number;
  /** Ends every open subscription, without a word or with UNAVAILABLE. How many there were. */
  endSubscriptions(how: 'cleanly' | 'with an error'): number;
  /** Appends reach the store, their answers are kept back; `release` lets them go. */
  holdAppendAnswers(): { held(): number; release(): void };
  /** Breaks the connections appends go through; answers that were kept back are lost. */
  failAppends(): void;
  stop(): Promise<void>;
};

const same = (bytes: Buffer): Buffer => bytes;
const method = (
  path: string,
  requestStream: boolean,
  responseStream: boolean,
): grpc.MethodDefinition<Buffer, Buffer> => ({
  path,
  requestStream,
  responseStream,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
});
const streams = '/event_store.client.streams.Streams';
const features = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods';
const broken = {
  code: grpc.status.UNAVAILABLE,
  details: 'the proxy broke the connection',
};

/** @param target the url of the event store, `esdb://host:port?tls=false` */
export const startEventStoreProxy = async (target: string): Promise<EventStoreProxy> => {
  const address = new URL(target.replace('esdb:', 'http:')).host;
  const upstream = new grpc.Client(address, grpc.credentials.createInsecure());
  const server = new grpc.Server();
  const subscriptions = new Set<Downstream>();
  const appending = new Set<Downstream>();
  const counts = { reads: 0, subscriptions: 0, appends: 0, bytes: 0 };
  let held: { answer: Buffer; to: Downstream }[] | undefined;

  const read = (call: grpc.ServerWritableStream<Buffer, Buffer>) => {
    const subscribing = ReadReq.deserializeBinary(call.request).getOptions().hasSubscription();
    counts[subscribing ? 'subscriptions' : 'reads'] += 1;
    if (subscribing) subscriptions.add(call);
    const up = upstream.makeServerStreamRequest(`${streams}/Read`, same, same, call.request, call.metadata);
    up.on('data', (answer) => {
      counts.bytes += answer.length;
      if (!call.write(answer)) {
        up.pause();
        call.once('drain', () => up.resume());
      }
    });
    up.on('error', (error) => call.emit('error', error));
    up.on('end', () => call.end());
    const close = () => {
      subscriptions.delete(call);
      up.cancel();
    };
    call.on('cancelled', close);
    call.on('close', close);
  };

  const batchAppend = (call: grpc.ServerDuplexStream<Buffer, Buffer>) => {
    appending.add(call);
    const up = upstream.makeBidiStreamRequest(`${streams}/BatchAppend`, same, same, call.metadata);
    call.on('data', (request) => {
      counts.appends += 1;
      up.write(request);
    });
    up.on('data', (answer) => {
      if (held) held.push({ answer, to: call });
      else if (appending.has(call)) call.write(answer);
    });
    up.on('error', (error) => call.emit('error', error));
    const close = () => {
      appending.delete(call);
      up.cancel();
    };
    call.on('cancelled', close);
    call.on('end', close);
    call.on('error', close);
  };

  server.addService(
    {
      read: method(`${streams}/Read`, false, true),
      batchAppend: method(`${streams}/BatchAppend`, true, true),
      supported: method(features, false, false),
    },
    {
      read,
      batchAppend,
      supported: (call: grpc.ServerUnaryCall<Buffer, Buffer>, done: grpc.sendUnaryData<Buffer>) =>
        void upstream.makeUnaryRequest(features, same, same, call.request, (error, answer) => done(error, answer)),
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });

  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    reads: () => counts.reads,
    subscriptions: () => counts.subscriptions,
    appends: () => counts.appends,
    bytesRead: () => counts.bytes,
    endSubscriptions(how) {
      const open = [...subscriptions];
      subscriptions.clear();
      for (const call of open) {
        if (how === 'cleanly') call.end();
        else call.emit('error', broken);
      }
      return open.length;
    },
    holdAppendAnswers() {
      const mine: { answer: Buffer; to: Downstream }[] = [];
      held = mine;
      return {
        held: () => mine.length,
        release() {
          held = undefined;
          for (const { answer, to } of mine.splice(0)) if (appending.has(to)) to.write(answer);
        },
      };
    },
    failAppends() {
      held = undefined;
      for (const call of [...appending]) call.emit('error', broken);
      appending.clear();
    },
    async stop() {
      server.forceShutdown();
      upstream.close();
    },
  };
};
