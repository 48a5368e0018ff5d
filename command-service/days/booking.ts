import type { BookVisit } from '@careconnect/domain/day/book.ts';
import type { CalendarDate, Instant } from '@careconnect/domain/event.ts';
import {
  type AppointmentId,
  type DoctorId,
  type PatientId,
  patientId,
  type UserId,
  visitTypeId,
} from '@careconnect/domain/ids.ts';
import type { Patient } from '@careconnect/domain/patient/decide.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorDayStream, patientStream } from '@careconnect/domain/streams.ts';
import { instantOf, millisecondsOf } from '@careconnect/domain/time/wall.ts';
import { canonicalJson } from '@careconnect/platform/event-store/hash.ts';
import { invalidRequest, problem } from '@careconnect/platform/http/problem.ts';
import { keyedHash } from '@careconnect/platform/personal-data/vault.ts';
import type { PatientHandler } from '../handlers.ts';
import { appointmentIdFor } from '../ids.ts';
import type { BookingRequest } from './requests.ts';
import type { Schedules } from './schedules.ts';

type Booker = Readonly<{ userId: UserId; role: 'PATIENT' | 'ADMIN' }>;
type Place = Readonly<{ doctorId: DoctorId; date: CalendarDate }>;
export type Wish = Readonly<{ place: Place; key: string; request: BookingRequest; by: Booker; now: Instant }>;

export type Booking = Readonly<{
  streamName: string;
  appointmentId: AppointmentId;
  /** Made from folds in memory, or from a fresh look. */
  command: (fresh: boolean) => Promise<BookVisit>;
  startsAt: Instant | 'earliest';
  /** Asked at another time, outside this system. */
  imported: boolean;
}>;

export type PrepareBooking = (wish: Wish) => Booking;

type Needs = { patients: PatientHandler; openSchedules: Schedules; digestKey: Buffer };

export const preparingBookings = ({ patients, openSchedules, digestKey }: Needs): PrepareBooking => {
  /** A yes may be as old as the subscription's delay (ADR 4): only a no needs a fresh look. */
  const ownerOf = async (patient: PatientId, by: Booker, fresh: boolean): Promise<UserId> => {
    const remembered = await patients.load(patientStream(patient));
    if (isFor(by, remembered.state)) return remembered.state.userId;
    const { state } = fresh ? await patients.load(patientStream(patient), { fresh }) : remembered;
    if (isFor(by, state)) return state.userId;
    throw new Refusal('patient-not-found', 'There is no such patient.', {});
  };

  return ({ place: { doctorId, date }, key, request, by, now }) => {
    const patient = patientId(request.patientId);
    const asked = {
      patientId: patient,
      visitTypeId: visitTypeId(request.visitTypeId),
      startsAt: request.startsAt === 'earliest' ? request.startsAt : normal(request.startsAt),
      notes: request.notes || null,
      requestedAt: request.requestedAt ? normal(request.requestedAt) : null,
    };
    const override = overrideOf(request, by);
    const at = timeOf(asked.requestedAt, by, now);
    const appointmentId = appointmentIdFor(doctorId, date, patient, key);
    const digest = keyedHash(digestKey, `booking ${canonicalJson(override === null ? asked : { ...asked, override })}`);

    const command = async (fresh: boolean): Promise<BookVisit> => {
      const [userId, schedule] = await Promise.all([ownerOf(patient, by, fresh), openSchedules(doctorId, date, fresh)]);
      const { visitTypeId, startsAt, notes } = asked;
      const wanted = { appointmentId, patient: { patientId: patient, userId }, date, visitTypeId, startsAt, notes };
      return { is: 'BookVisit', schedule, ...wanted, by, at, asked: digest, claimId: null, override };
    };
    const imported = asked.requestedAt !== null;
    return { streamName: doctorDayStream(doctorId, date), appointmentId, startsAt: asked.startsAt, command, imported };
  };
};

const isFor = ({ userId, role }: Booker, patient: Patient): patient is Patient & { is: 'Added' } =>
  patient.is === 'Added' && (role === 'ADMIN' || patient.userId === userId);

/** One spelling for one instant. */
const normal = (instant: Instant): Instant => instantOf(millisecondsOf(instant));

const overrideOf = ({ override }: BookingRequest, { role }: Booker): string | null => {
  if (!override) return null;
  if (role === 'ADMIN') return override;
  throw problem(403, 'forbidden', 'Only staff may set the rules aside');
};

/** Only an admin may bring in what was asked at another time, and only what was asked before now. */
const timeOf = (requestedAt: Instant | null, { role }: Booker, now: Instant): Instant => {
  if (requestedAt === null) return now;
  if (role !== 'ADMIN') throw problem(403, 'forbidden', 'Only an admin may say when a booking was requested');
  if (requestedAt <= now) return requestedAt;
  throw invalidRequest([{ in: 'body', field: 'requestedAt', message: 'requestedAt must not lie in the future' }]);
};
