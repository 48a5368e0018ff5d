import { randomUUID } from 'node:crypto';
import { type JSONEventData, type JSONType, jsonEvent } from '@eventstore/db-client';

/** An event with a fresh id. */
export function event(type: string, data: JSONType = {}, id: string = randomUUID()): JSONEventData {
  return jsonEvent({ id, type, data });
}

/** `count` events named `E0`, `E1` and so on (or by another letter), each with a fresh id and its number as data. */
export function events(count: number, type = 'E'): JSONEventData[] {
  return Array.from({ length: count }, (_, number) => event(`${type}${number}`, { number }));
}

/** An event whose data takes `kibibytes` KiB of JSON, a few bytes more with its frame. */
export function bigEvent(kibibytes: number): JSONEventData {
  return event('Big', { text: 'x'.repeat(kibibytes * 1024) });
}

/** 0, 1, ... count - 1 */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
