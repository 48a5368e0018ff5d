import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { DoctorEvent } from '@careconnect/domain/doctor/events.ts';
import type { DomainEvent } from '@careconnect/domain/events.ts';
import type { FeedbackEvent } from '@careconnect/domain/feedback/events.ts';
import { lift } from '@careconnect/domain/lift.ts';
import type { PatientEvent } from '@careconnect/domain/patient/events.ts';
import type { PatientVisitsEvent } from '@careconnect/domain/patient-visits/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { SessionEvent } from '@careconnect/domain/session/events.ts';
import { type Category, categoryOf } from '@careconnect/domain/streams.ts';
import type { EmailEvent, UserEvent } from '@careconnect/domain/user/events.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';

/** An event of the domain as the log holds it: with its place, its time and whoever acted. */
export type Recorded<E extends DomainEvent = DomainEvent> = E extends DomainEvent
  ? Omit<StoredEvent, 'type' | 'data'> & E
  : never;

type EventsOf = {
  user: UserEvent;
  email: EmailEvent;
  session: SessionEvent;
  patient: PatientEvent;
  patientVisits: PatientVisitsEvent;
  doctor: DoctorEvent;
  doctorDay: DoctorDayEvent;
  payment: PaymentEvent;
  feedback: FeedbackEvent;
  backup: BackupEvent;
} & Record<Category, DomainEvent>;

/** Those that stand in streams of one category, in order, in the shapes of today. */
export const eventsOf = <C extends Category>(category: C, events: readonly StoredEvent[]): Recorded<EventsOf[C]>[] =>
  events
    .filter(({ streamName }) => categoryOf(streamName) === category)
    .map((event): unknown => lift(event, event.metadata.schemaVersion)) as Recorded<EventsOf[C]>[];

/** Rises from event to event, and no two share it: the store writes every event as a prepare of its own. */
export const placeOf = ({ position }: Pick<StoredEvent, 'position'>): string => String(position.prepare);
