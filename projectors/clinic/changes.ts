import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorEvent } from '@careconnect/domain/doctor/events.ts';
import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { formatPosition } from '@careconnect/platform/event-store/event-store.ts';
import { type Change, changesChannel } from '@careconnect/schema/changes.ts';
import type { PoolClient } from 'pg';
import type { Recorded } from '../recorded.ts';

type Telling = Recorded<DoctorDayEvent | DoctorEvent | PatientEvent | PaymentEvent | UserEvent>;

/** Tells whoever listens what these events change, once the transaction is committed. What comes again is told again. */
export const tellChanges = async (client: PoolClient, events: readonly Telling[]): Promise<void> => {
  if (events.length === 0) return;
  await client.query({
    name: 'changes',
    text: 'SELECT pg_notify($1, message) FROM unnest($2::text[]) WITH ORDINALITY AS told (message, place) ORDER BY place',
    values: [changesChannel, messagesOf(events.map(changeBy))],
  });
};

const changeBy = (event: Telling): Change => {
  const at = formatPosition(event.position);
  const { data } = event;
  if ('appointmentId' in data && 'userId' in data) {
    const { appointmentId, userId, doctorId, date } = data;
    return { at, kind: 'appointment', appointmentId, userId, doctorId, date };
  }
  if ('date' in data) return { at, kind: 'time', doctorId: data.doctorId, date: data.date };
  if ('doctorId' in data) return { at, kind: 'doctor', doctorId: data.doctorId };
  return { at, kind: 'person', userId: data.userId };
};

/** Below what Postgres takes in one notification, 8000 bytes; a change has far less than 400. */
const longestMessage = 7_500;

const messagesOf = (changes: readonly Change[]): string[] => {
  const messages: string[] = [];
  let message = '';
  for (const change of changes.map((each) => JSON.stringify(each))) {
    if (message.length + change.length > longestMessage) {
      messages.push(`[${message}]`);
      message = '';
    }
    message += message ? `,${change}` : change;
  }
  return [...messages, `[${message}]`];
};
