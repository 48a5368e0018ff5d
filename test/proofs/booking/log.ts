import { EventStoreDBClient, START } from '@eventstore/db-client';
import type { Entry, Place } from './history.ts';

/** Everything that happened to appointments, straight from the event store and in its order, past all code of the product. */
export const appointmentsIn = async (eventStoreUrl: string): Promise<Entry[]> => {
  const client = EventStoreDBClient.connectionString(eventStoreUrl);
  const entries: Entry[] = [];
  try {
    for await (const { event } of client.readAll({ fromPosition: START })) {
      const data = event?.data as (Place & Pick<Entry, 'appointmentId' | 'patientId' | 'endsAt' | 'to'>) | undefined;
      if (!event?.streamId.startsWith('doctorDay-') || !data?.appointmentId || !data.startsAt) continue;
      const { appointmentId, doctorId, patientId, startsAt, endsAt, to } = data;
      const { streamId: stream, revision, type } = event;
      const entry = { stream, revision: Number(revision), type, appointmentId, doctorId, patientId, startsAt, endsAt };
      entries.push(to && 'startsAt' in to ? { ...entry, to } : entry);
    }
  } finally {
    await client.dispose();
  }
  return entries;
};
