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

/**
 * Told apart once, for many who ask: those that stand in streams of a category, in order, in the shapes of today. No other
 * category can be asked for than those that a rebuild reads.
 */
export const byCategory = <Read extends Category>(events: readonly StoredEvent[]) => {
  const parts = new Map<Category, StoredEvent[]>();
  for (const event of events) {
    const category = categoryOf(event.streamName);
    parts.get(category)?.push(event) ?? parts.set(category, [event]);
  }
  return <C extends Read>(category: C): Recorded<EventsOf[C]>[] =>
    (parts.get(category) ?? []).map((event): unknown => lift(event, event.metadata.schemaVersion)) as Recorded<
      EventsOf[C]
    >[];
};

/** Rises from event to event, and no two share it: the store writes every event as a prepare of its own. */
export const placeOf = ({ position }: Pick<StoredEvent, 'position'>): string => String(position.prepare);
