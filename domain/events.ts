import type { BackupEvent } from './backup/events.ts';
import type { DoctorDayEvent } from './day/events.ts';
import type { DoctorEvent } from './doctor/events.ts';
import type { FeedbackEvent } from './feedback/events.ts';
import type { LetterEvent } from './letter/events.ts';
import type { PatientEvent } from './patient/events.ts';
import type { PatientVisitsEvent } from './patient-visits/events.ts';
import type { PaymentEvent } from './payment/events.ts';
import type { SessionEvent } from './session/events.ts';
import type { EmailEvent, UserEvent } from './user/events.ts';

/** Everything that can have happened. */
export type DomainEvent =
  | UserEvent
  | EmailEvent
  | SessionEvent
  | PatientEvent
  | PatientVisitsEvent
  | DoctorEvent
  | DoctorDayEvent
  | PaymentEvent
  | FeedbackEvent
  | BackupEvent
  | LetterEvent;
export type EventType = DomainEvent['type'];
export type EventOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>;

/** The version of the shapes in this package; older ones are lifted to it when they are read (lift.ts). */
export const schemaVersion = 3;
