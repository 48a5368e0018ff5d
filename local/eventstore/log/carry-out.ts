import { randomUUID } from 'node:crypto';
import type { StreamHead } from '../storage/head.ts';
import { dataOf, idOf } from '../storage/record.ts';
import type { ProposedEvent, WriteCommand, WriteOutcome } from './commands.ts';
import { decideAppend, type Expected, type KnownEvents } from './decide.ts';
import type { Round } from './round.ts';
import {
  isMetastream,
  metastreamOf,
  originalOf,
  parseStreamRules,
  SOFT_DELETED_JSON,
  withTruncateBefore,
} from './stream-rules.ts';

const NOTHING = new Uint8Array();

/** Decides about a command and, if it is granted, writes what it asks for into the round. */
export async function carryOut(round: Round, command: WriteCommand): Promise<WriteOutcome> {
  const { stream, expected } = command;
  const head = round.headOf(stream);
  if (isMetastream(stream) && round.headOf(originalOf(stream)).tombstoned) return { is: 'streamDeleted' };
  const ids = command.is === 'append' ? command.events.map((event) => event.id) : [randomUUID()];
  const decision = decideAppend(head, expected, ids, await knownEvents(round, stream, expected, ids));
  switch (decision.is) {
    case 'alreadyWritten': {
      const { lastRevision } = decision;
      const position = (await round.recordOf(stream, lastRevision))?.position ?? head.lastPosition;
      return { is: 'written', lastRevision, position };
    }
    case 'write':
      if (command.is === 'append') return append(round, stream, command.events);
      return command.is === 'softDelete' ? softDelete(round, stream) : tombstone(round, stream);
    default:
      return decision;
  }
}

/** The events that stand where the proposed ones should go, as far as they agree with them. */
async function knownEvents(round: Round, stream: string, expected: Expected, ids: string[]): Promise<KnownEvents> {
  const { last } = round.headOf(stream);
  const first = expected.is === 'noStream' ? 0 : expected.is === 'revision' ? expected.revision + 1 : Infinity;
  const inPlace = new Map<number, string>();
  for (let i = 0; i < ids.length && first + i <= last; i++) {
    const record = await round.recordOf(stream, first + i);
    if (record === undefined) break;
    const id = idOf(record.bytes);
    inPlace.set(first + i, id);
    if (id !== ids[i]) break;
  }
  return {
    idAt: (revision) => inPlace.get(revision),
    remembered(id) {
      const recent = round.memory.recentIds.get(id);
      return recent?.stream === stream ? recent.revision : undefined;
    },
  };
}

async function append(round: Round, stream: string, events: ProposedEvent[]): Promise<WriteOutcome> {
  const head = round.headOf(stream);
  const firstRevision = head.last + 1;
  const comesBack = head.rules?.softDeleted === true;
  let position = Math.max(0, round.lastPosition());
  for (const event of events) {
    position = round.write(stream, head, event);
    round.memory.recentIds.set(event.id, { stream, revision: head.last });
  }
  const outcome: WriteOutcome = { is: 'written', lastRevision: head.last, position };
  const newest = events.at(-1);
  if (newest && comesBack) await bringBack(round, stream, firstRevision);
  if (newest && isMetastream(stream)) await obey(round, originalOf(stream), newest.data);
  return outcome;
}

function softDelete(round: Round, stream: string): WriteOutcome {
  const head = round.headOf(stream);
  if (head.last < 0 && head.rules === undefined) return { is: 'wrongVersion', current: -1 };
  const position = writeMetadata(round, stream, Buffer.from(SOFT_DELETED_JSON));
  return { is: 'written', lastRevision: head.last, position };
}

function tombstone(round: Round, stream: string): WriteOutcome {
  const head = round.headOf(stream);
  const position = round.writeTombstone(stream, ownEvent('$streamDeleted', false, NOTHING));
  head.tombstoned = true;
  round.changed(stream, head);
  return { is: 'written', lastRevision: head.last, position };
}

/** A stream's own metadata has been written to: from now on it rules. */
async function obey(round: Round, stream: string, metadata: Uint8Array): Promise<void> {
  const head = round.headOf(stream);
  const wasSoftDeleted = head.rules?.softDeleted === true;
  rule(round, stream, head, metadata);
  if (wasSoftDeleted) await bringBack(round, stream, head.last + 1);
}

/** A soft-deleted stream that comes back goes on with its numbers; what it held before stays cut off. */
async function bringBack(round: Round, stream: string, firstRevision: number): Promise<void> {
  const metastream = metastreamOf(stream);
  const newest = await round.recordOf(metastream, round.headOf(metastream).last);
  const data = newest && withTruncateBefore(dataOf(newest.bytes), firstRevision);
  if (data) writeMetadata(round, stream, data);
}

function writeMetadata(round: Round, stream: string, data: Uint8Array): number {
  const metastream = metastreamOf(stream);
  const position = round.write(metastream, round.headOf(metastream), ownEvent('$metadata', true, data));
  rule(round, stream, round.headOf(stream), data);
  return position;
}

function rule(round: Round, stream: string, head: StreamHead, metadata: Uint8Array): void {
  head.rules = parseStreamRules(metadata);
  round.changed(stream, head);
}

const ownEvent = (type: string, isJson: boolean, data: Uint8Array): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson,
  data,
  metadata: NOTHING,
});
