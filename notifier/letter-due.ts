import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { isUuid } from '@careconnect/domain/ids.ts';
import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { CannotHandle, type Message } from '@careconnect/platform/messaging/message-bus.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import { v5 } from 'uuid';
import type { Kind } from './letters/letter.ts';

type Written = 'AppointmentConfirmed' | 'AppointmentCancelled';

/** A letter there is reason for, before anybody knows what it will say. */
export type LetterDue = Readonly<{
  letterId: string;
  appointmentId: string;
  revision: string;
  kind: Kind;
  channel: 'email';
  userId: string;
  position: string;
  event: Told<Written>['event'];
  correlationId: string;
}>;

/** What is written about: a new event of the day does not compile until somebody has decided here. */
const kindOf: Record<DoctorDayEvent['type'], Kind | null> = {
  AppointmentRequested: null,
  AppointmentAccepted: null,
  AppointmentConfirmed: 'confirmation',
  AppointmentCancelled: 'cancellation',
};

/** Null when nobody is written to: most events, and everything imported. @throws CannotHandle when it says too little. */
export const letterDue = ({ type, data, correlationId }: Message): LetterDue | null => {
  const kind = Object.hasOwn(kindOf, type) ? kindOf[type as DoctorDayEvent['type']] : null;
  if (kind === null) return null;
  if (!isTold(data)) throw new CannotHandle(`this ${type} is not what the relay tells`);
  const { revision, position, imported, event } = data;
  if (imported) return null;
  const { appointmentId, userId } = event;
  const channel = 'email';
  const letterId = v5([appointmentId, revision, kind, channel].join(' '), letters);
  return { letterId, appointmentId, revision, kind, channel, userId, position, event, correlationId };
};

/** The namespace of letter ids. Changing it would send letters again. */
const letters = '0a8a4b5e-6d0f-5f0c-9b1c-0d4f5e1c7a11';

const isTold = (data: unknown): data is Told<Written> => {
  const { revision, position, imported, event } = (data ?? {}) as Partial<Told<Written>>;
  return (
    /^\d{1,19}$/.test(String(revision)) &&
    parsePosition(String(position)) !== null &&
    typeof imported === 'boolean' &&
    isUuid(event?.appointmentId) &&
    isUuid(event.userId)
  );
};
