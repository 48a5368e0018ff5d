import type { ProposedEvent } from '../log/commands.ts';
import type { Expected } from '../log/decide.ts';
import { LONGEST_NAME } from '../storage/record.ts';
import { type ProposedMessageFields, uuidOfBytes } from './batch-append-request.ts';

/** What the generated request classes have in common, so that one reading of them serves all calls. */
export interface UuidMessage {
  hasStructured(): boolean;
  getStructured(): { getMostSignificantBits(): string; getLeastSignificantBits(): string } | undefined;
  getString(): string;
}

export interface ProposedMessage {
  getId(): UuidMessage | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

interface StreamIdentifier {
  getStreamName_asU8(): Uint8Array;
}

/** Raised for what EventStoreDB calls a bad request: it cannot be understood, so nothing was written. */
export class BadRequest extends Error {}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NO_ID = '00000000-0000-0000-0000-000000000000';

export function uuidText(uuid: UuidMessage | undefined): string {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString().toLowerCase() ?? '';
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(structured.getMostSignificantBits())), 0);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(structured.getLeastSignificantBits())), 8);
  return uuidOfBytes(bytes);
}

export const streamName = (identifier: StreamIdentifier | undefined): string =>
  checkedStreamName(identifier?.getStreamName_asU8() ?? new Uint8Array());

export function checkedStreamName(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new BadRequest('eventStreamId is empty.');
  if (bytes.length > LONGEST_NAME) throw new BadRequest('The stream name is too long.');
  return Buffer.from(bytes).toString('utf8');
}

export const proposedEvent = (message: ProposedMessage): ProposedEvent =>
  checkedEvent({
    id: uuidText(message.getId()),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  });

export function checkedEvent({ id, type, contentType, data, metadata }: ProposedMessageFields): ProposedEvent {
  if (id === undefined || !UUID.test(id) || id === NO_ID) throw new BadRequest('Empty eventId provided.');
  if (!type) throw new BadRequest('Empty eventType provided.');
  if (type.length > LONGEST_NAME / 3) throw new BadRequest('The event type is too long.');
  return { id, type, isJson: contentType === 'application/json', data, metadata };
}

/** The size EventStoreDB counts against its limit. */
export const sizeOnDisk = (event: ProposedEvent): number =>
  event.data.length + event.metadata.length + event.type.length * 2;

interface ExpectedOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

export function expectedRevision(options: ExpectedOptions, revision: string | undefined): Expected {
  if (options.hasAny()) return { is: 'any' };
  if (options.hasNoStream()) return { is: 'noStream' };
  if (options.hasStreamExists()) return { is: 'streamExists' };
  if (revision === undefined) throw new BadRequest('No expected revision given.');
  return { is: 'revision', revision: Number(revision) };
}

/** The numbers that EventStoreDB uses for an expected revision where it has no field for each. */
export function expectedNumber(expected: Expected): string {
  switch (expected.is) {
    case 'any':
      return '-2';
    case 'noStream':
      return '-1';
    case 'streamExists':
      return '-4';
    case 'revision':
      return String(expected.revision);
  }
}
