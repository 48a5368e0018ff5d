import { randomUUID } from 'node:crypto';
import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { type AppendRequest, encodeAppend } from './append-request.ts';
import { callOver } from './connection.ts';
import {
  type Appended,
  type ExpectedRevision,
  type Revision,
  RevisionConflict,
  UnwritableEvent,
} from './event-store.ts';

type Response = InstanceType<typeof streams.BatchAppendResp>;
type Call = ClientDuplexStream<Buffer, Response>;
type Waiting = Omit<AppendRequest, 'correlationId'> & {
  resolve(appended: Appended): void;
  reject(error: unknown): void;
};
type Appending = { call: Call; waiting: Map<string, Waiting> };

/**
 * One append, over the call that all appends of a client share. The library's own way costs three times as much, knows one
 * table of pending appends for a whole process, and throws at answers it has forgotten the question of (docs/adr/0027).
 * Throws RevisionConflict or UnwritableEvent; after anything else the outcome is unknown.
 */
export const appendOver = async (
  client: EventStoreDBClient,
  request: Omit<AppendRequest, 'correlationId'>,
): Promise<Appended> => {
  const { call, waiting } = await callOf(client);
  const correlationId = randomUUID();
  return new Promise((resolve, reject) => {
    waiting.set(correlationId, { ...request, resolve, reject });
    call.write(encodeAppend({ ...request, correlationId }));
  });
};

const calls = new WeakMap<EventStoreDBClient, Promise<Appending>>();

const callOf = (client: EventStoreDBClient): Promise<Appending> => {
  const known = calls.get(client);
  if (known) return known;
  const opening = open(client, () => calls.delete(client));
  calls.set(client, opening);
  opening.catch(() => calls.delete(client));
  return opening;
};

const path = '/event_store.client.streams.Streams/BatchAppend';
const asItIs = (bytes: Buffer): Buffer => bytes;

const open = async (client: EventStoreDBClient, onEnd: () => void): Promise<Appending> => {
  const call = await callOver<Call>(client, (service, metadata, options) =>
    service.makeBidiStreamRequest(path, asItIs, streams.BatchAppendResp.deserializeBinary, metadata, options),
  );
  const waiting = new Map<string, Waiting>();
  const end = (error: Error): void => {
    onEnd();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  call.on('data', (response: Response) => {
    const correlationId = uuidOf(response.getCorrelationId());
    const asked = waiting.get(correlationId);
    waiting.delete(correlationId);
    if (asked) settle(asked, response);
  });
  call.on('error', (error) => end(convertToCommandError(error) as Error));
  call.on('end', () => end(new Error('the store ended the call')));
  return { call, waiting };
};

const settle = ({ streamName, expected, resolve, reject }: Waiting, response: Response): void => {
  const success = response.getSuccess();
  const position = success?.getPosition();
  if (success && position)
    resolve({
      revision: BigInt(success.getCurrentRevision()),
      position: { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) },
    });
  else reject(refusal(streamName, expected, response));
};

const refusal = (streamName: string, expected: ExpectedRevision, response: Response): Error => {
  const details = response.getError()?.getDetails();
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion':
      return new RevisionConflict(streamName, expected, standingIn(details.getValue_asU8()));
    case 'event_store.client.MaximumAppendSizeExceeded':
      return new UnwritableEvent(`too much for one append to ${streamName}`);
    case 'event_store.client.StreamDeleted':
      return new UnwritableEvent(`stream ${streamName} is deleted`);
    default:
      return new Error(details ? `the store said ${details.getTypeName()}` : 'the store gave no position');
  }
};

const standingIn = (bytes: Uint8Array): Revision => {
  const found = shared.WrongExpectedVersion.deserializeBinary(bytes);
  return found.hasCurrentStreamRevision() ? BigInt(found.getCurrentStreamRevision()) : 'no_stream';
};

type Uuid = ReturnType<Response['getCorrelationId']>;

/** The store answers in another spelling than it is asked in. */
const uuidOf = (uuid: Uuid): string => {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString() ?? '';
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
