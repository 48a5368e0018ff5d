import { readFile } from 'node:fs/promises';
import type { EventStore, StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import { BrokenChain, followChain } from '@careconnect/platform/event-store/follow-chain.ts';
import { hashOf } from '@careconnect/platform/event-store/hash.ts';
import { eventOf, type Line } from '@careconnect/platform/event-store/line.ts';
import { CannotStart } from '../system/failure.ts';

/** As the query service answers it (schema/openapi/query-service.json, exportEvidence). */
export type Evidence = {
  format: 'careconnect evidence 1';
  streams: { stream: string; events: number; tip: string }[];
  events: (Line & { hash: string })[];
};

export type EvidenceExamined = { events: number; differences: string[] };

export const readEvidence = async (file: string): Promise<Evidence> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CannotStart(`${file} cannot be read.`);
  });
  const evidence = parsed(text);
  if (evidence?.format !== 'careconnect evidence 1') throw new CannotStart(`${file} holds no evidence.`);
  return evidence;
};

const parsed = (text: string): Evidence | null => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Whether the file holds together, and, where there is a log, says what the log says. */
export const examineEvidence = async (evidence: Evidence, store: EventStore | null): Promise<EvidenceExamined> => {
  const told = new Set(evidence.streams.map(({ stream }) => stream));
  const strays = evidence.events.filter(({ stream }) => !told.has(stream));
  const differences = strays.map(
    ({ stream, revision }) => `${stream} at revision ${revision}: the file does not tell of this stream`,
  );
  for (const told of evidence.streams) {
    const lines = evidence.events.filter(({ stream }) => stream === told.stream);
    differences.push(...(await withinItself(told, lines)));
    if (store) differences.push(...(await withLog(store, told.stream, lines.map(eventOf))));
  }
  return { events: evidence.events.length, differences };
};

const withinItself = async ({ stream, events, tip }: Evidence['streams'][number], lines: Evidence['events']) => {
  const differences: string[] = [];
  if (lines.length !== events)
    differences.push(`${stream}: the file tells of ${events} events, and holds ${lines.length}`);
  else if (lines.at(-1)?.hash !== tip)
    differences.push(`${stream}: its last event is not the one that the file tells of`);
  // From its first event on nothing is before it but what was followed.
  const chain = followChain(async () => null);
  for (const line of lines) {
    const event = eventOf(line);
    if (hashOf(event) !== line.hash) differences.push(`${placeOf(event)}: its hash is not that of what it says`);
    const broken = await chain.follow(event).catch((error) => error);
    if (broken === undefined) continue;
    if (!(broken instanceof BrokenChain)) throw broken;
    return [...differences, broken.message];
  }
  return differences;
};

const withLog = async (store: EventStore, stream: string, events: readonly StoredEvent[]): Promise<string[]> => {
  const differences: string[] = [];
  const logged = new Map<bigint, StoredEvent>();
  for await (const event of store.readStream(stream, { maxCount: events.length })) logged.set(event.revision, event);
  for (const event of events) {
    const there = logged.get(event.revision);
    if (!there) differences.push(`${placeOf(event)}: the log has no such event`);
    else if (hashOf(there) !== hashOf(event)) differences.push(`${placeOf(event)}: the log has another event`);
  }
  return differences;
};

const placeOf = ({ streamName, revision, type, id }: StoredEvent): string =>
  `${streamName} at revision ${revision} (${type}, ${id})`;
