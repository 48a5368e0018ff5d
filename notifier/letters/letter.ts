import type { AppointmentExpired, AppointmentStatus, By } from '@careconnect/domain/day/events.ts';
import type { CalendarDate, Instant, Money, WallTime, Zone } from '@careconnect/domain/event.ts';
import type { Failure } from '@careconnect/domain/payment/events.ts';
import type { Moment } from '@careconnect/domain/time/format.ts';
import type { Language } from '@careconnect/domain/user/letter-preferences.ts';

type Common = Readonly<{
  recipient: Readonly<{ userId: string; name: string }>;
  language: Language;
  /** Where the recipient sees what the letter is about, or does what it asks for. */
  page: string;
  /** Where letters of this kind are declined; null for those that nobody can do without. */
  decline: string | null;
}>;

/** All that a letter about a visit says, gathered when it is written. */
export type AboutVisit = Common &
  Readonly<{
    appointmentId: string;
    /** When it last changed. */
    changedAt: Instant;
    patientName: string;
    doctor: Readonly<{ name: string; specialization: string; address: string }>;
    visit: Readonly<{ name: string; minutes: number; fee: Money }>;
    moment: Moment & Readonly<{ startsAt: Instant }>;
    endsAt: Instant;
  }>;

type Ended = Readonly<{
  by: By /** Null when none was given, and once the patient is erased. */;
  reason: string | null;
}>;
/** Null when it was too late from the start. */
type Cancellable = Readonly<{ cancellableUntil: Instant | null }>;
/** A link that is good once, until then. It is in the letter and nowhere else. */
type Linked = Common & Readonly<{ expiresAt: Instant }>;

export type FactsOf = {
  verification: Linked;
  reset: Linked;
  invitation: Linked;
  welcome: Common;
  'sign-in': Common & Readonly<{ at: Instant; zone: Zone; device: string; network: string }>;
  /** What went wrong with a backup, or was not the same when one was restored for trial. */
  'backup-alert': Common &
    Readonly<{ what: 'failed' | 'differs'; at: Instant; zone: Zone; problems: readonly string[] }>;
  request: AboutVisit & Readonly<{ answerBy: Instant }>;
  acceptance: AboutVisit & Readonly<{ payBy: Instant }>;
  confirmation: AboutVisit & Cancellable;
  rejection: AboutVisit & Ended;
  cancellation: AboutVisit &
    Ended &
    Readonly<{ /** Of what was paid; null when nothing was. */ refundPercent: number | null }>;
  rescheduling: AboutVisit & Readonly<{ from: Moment; by: By; status: AppointmentStatus }>;
  expiry: AboutVisit & Readonly<{ because: AppointmentExpired['data']['because'] }>;
  receipt: AboutVisit & Readonly<{ amount: Money; at: Instant; reference: string }>;
  'payment-failure': AboutVisit & Readonly<{ amount: Money; because: Failure }>;
  refund: AboutVisit & Readonly<{ amount: Money; at: Instant; reference: string }>;
  reminder: AboutVisit & Cancellable;
  rating: AboutVisit;
  'doctor-request': AboutVisit & Readonly<{ answerBy: Instant }>;
  'doctor-cancellation': AboutVisit & Ended;
  agenda: Common &
    Readonly<{
      date: CalendarDate;
      zone: Zone;
      visits: readonly Readonly<{ time: WallTime; patientName: string; name: string; minutes: number }>[];
    }>;
};

export type Kind = keyof FactsOf;
export type LinkedKind = 'verification' | 'reset' | 'invitation';
export type Facts = { [K in Kind]: Readonly<{ kind: K }> & FactsOf[K] }[Kind];

export type Letter = Readonly<{ subject: string; text: string; html: string }>;
