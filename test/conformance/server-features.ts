import type { EventStoreDBClient } from '@eventstore/db-client';

export type ServerFeatures = {
  /** Such as `23.10.6`. */
  serverVersion: string;
  supports(method: { path: string }, feature?: string): boolean;
};

/** What the client learns of the server before its first append. Not public in the client, yet all it does hangs on it. */
export function featuresSeenBy(client: EventStoreDBClient): Promise<ServerFeatures> {
  return (client as unknown as { capabilities: Promise<ServerFeatures> }).capabilities;
}
