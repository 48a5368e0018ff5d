declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Ids are UUIDs in lower case; each kind is a type of its own, so swapped arguments do not compile. */
export type UserId = Id<'User'>;
export type PatientId = Id<'Patient'>;
export type DoctorId = Id<'Doctor'>;
export type AppointmentId = Id<'Appointment'>;
export type VisitTypeId = Id<'VisitType'>;
/** One try to have an appointment at a time: the patient's side keeps that time free for it. */
export type ClaimId = Id<'Claim'>;
/** One try to bring an appointment to another day. */
export type MoveId = Id<'Move'>;
/** A stretch of time that a doctor keeps free of visits. */
export type BlockId = Id<'Block'>;
/** What is asked for an appointment before it is confirmed, and what became of it. */
export type PaymentId = Id<'Payment'>;
/** Blocked time on several days. */
export type AbsenceId = Id<'Absence'>;
export type SessionId = Id<'Session'>;
export type FeedbackId = Id<'Feedback'>;
/** Whoever writes to the clinic, with or without an account. */
export type ContactId = Id<'Contact'>;
export type BackupId = Id<'Backup'>;
/** One restore of a backup beside the live system. */
export type DrillId = Id<'Drill'>;
/** In the ledger of letters. */
export type LetterId = Id<'Letter'>;
/** One time that somebody asks for a letter to be sent again. */
export type ResendId = Id<'Resend'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

const id =
  <T extends string>(kind: string) =>
  (text: string): T => {
    if (!isUuid(text)) throw new TypeError(`a ${kind} id is a UUID`);
    return text.toLowerCase() as T;
  };

export const userId = id<UserId>('user');
export const patientId = id<PatientId>('patient');
export const doctorId = id<DoctorId>('doctor');
export const appointmentId = id<AppointmentId>('appointment');
export const visitTypeId = id<VisitTypeId>('visit type');
export const claimId = id<ClaimId>('claim');
export const moveId = id<MoveId>('move');
export const blockId = id<BlockId>('block');
export const paymentId = id<PaymentId>('payment');
export const absenceId = id<AbsenceId>('absence');
export const sessionId = id<SessionId>('session');
export const feedbackId = id<FeedbackId>('feedback');
export const contactId = id<ContactId>('contact');
export const backupId = id<BackupId>('backup');
export const drillId = id<DrillId>('drill');
export const letterId = id<LetterId>('letter');
export const resendId = id<ResendId>('resend');

/** A doctor signs in with the account of the same id (documented: doctors.doctor_id references app_users). */
export const accountOf = (doctor: DoctorId): UserId => doctor as string as UserId;

/** An appointment is paid for once: the payment that is asked for it has its id. */
export const paymentOf = (appointment: AppointmentId): PaymentId => appointment as string as PaymentId;
