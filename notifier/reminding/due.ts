import type { EventType } from '@careconnect/domain/events.ts';
import type { Message } from '@careconnect/platform/messaging/message-bus.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import { type Alarm, namedAlarm, type Task } from './alarms.ts';

/** After these a visit, or what its patient wants, is not what it was. */
const visits: readonly EventType[] = [
  'AppointmentConfirmed',
  'AppointmentRescheduled',
  'AppointmentMovedOut',
  'AppointmentStayed',
  'AppointmentCancelled',
];

/** Imported history reminds nobody of anything. */
export const remindersToDerive = ({ id, type, data, correlationId }: Message): readonly Alarm[] => {
  const { position, imported, event } = data as Told<'AppointmentConfirmed' | 'LetterPreferencesSet'>;
  const about = { position, correlationId };
  const alarm = (task: Task): Alarm[] => [{ id: namedAlarm(id), task }];
  if (imported) return [];
  if (type === 'LetterPreferencesSet') return alarm({ is: 'DeriveAll', userId: event.userId, ...about });
  if (!visits.some((each) => each === type) || !('appointmentId' in event)) return [];
  return alarm({ is: 'Derive', appointmentId: event.appointmentId, ...about });
};
