import type { AppointmentArchived } from '@careconnect/domain/day/events.ts';
import { contactOf } from '@careconnect/domain/feedback/contact.ts';
import type { FeedbackSubmitted, VisitRated } from '@careconnect/domain/feedback/events.ts';
import { accountOf, feedbackId } from '@careconnect/domain/ids.ts';
import type { PatientErased } from '@careconnect/domain/patient/events.ts';
import {
  ana,
  appointment,
  asPatient,
  booked,
  cancelled,
  patient,
  user,
  visit,
} from '@careconnect/domain/spec/clinic.ts';
import type { EmailForgotten, UserErased } from '@careconnect/domain/user/events.ts';
import { expect } from 'chai';
import { added, drAna, person, registered } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import type { Alarm } from './alarms.ts';
import { projectClinic } from './clinic.ts';

const at = '2026-11-25T12:00:00.000Z';
const contactId = contactOf('a'.repeat(64), 0);

const written = (n = 1, changes: Partial<FeedbackSubmitted['data']> = {}): FeedbackSubmitted => ({
  type: 'FeedbackSubmitted',
  data: {
    feedbackId: feedbackId(`00000000-0000-4000-8000-00000070000${n}`),
    contactId,
    comments: 'The door is heavy.',
    email: 'patient1@example.org',
    name: 'Patient 1',
    asked: 'what was asked',
    submittedAt: at,
    ...changes,
  },
});
const rated = (n = 1): VisitRated => ({
  type: 'VisitRated',
  data: {
    ...{ feedbackId: feedbackId(appointment(n)), appointmentId: appointment(n), doctorId: ana },
    ...{
      patientId: patient(n),
      userId: user(n),
      rating: 4,
      comments: 'Listens.',
      asked: 'what was asked',
      ratedAt: at,
    },
  },
});
const userErased: UserErased = {
  type: 'UserErased',
  data: { userId: user(1), by: 'OWNER', emailHash: 'a'.repeat(64), contactId, era: 1, erasedAt: at },
};
const patientErased: PatientErased = {
  type: 'PatientErased',
  data: { patientId: patient(1), userId: user(1), erasedAt: at },
};
const bookedWithNotes = booked(1).map((event) =>
  event.type === 'AppointmentRequested' ? { ...event, data: { ...event.data, notes: 'It hurts.' } } : event,
);
const archived: AppointmentArchived = {
  type: 'AppointmentArchived',
  data: { ...visit(1), status: 'CANCELLED', by: { policy: true }, archivedAt: at },
};
const forgotten: EmailForgotten = { type: 'EmailForgotten', data: { userId: null, contactId, forgottenAt: at } };

describe('Feedback and erasures, projected', () => {
  const alarms: Alarm[] = [];
  const { given } = projecting(
    ['public', 'read'],
    projectClinic((alarm) => alarms.push(alarm)),
  );
  beforeEach(() => alarms.splice(0));

  it('keep what somebody wrote in the documented table', () =>
    given()
      .when(written())
      .then({
        feedback: [
          {
            feedback_id: written().data.feedbackId,
            comments: 'The door is heavy.',
            email: 'patient1@example.org',
            name: 'Patient 1',
            created_at: '2026-11-25T12:00:00',
            updated_at: '2026-11-25T12:00:00',
          },
        ],
        'read.feedback_details': [{ contact_id: contactId, rating: null }],
      }));

  it('keep how a visit was', () =>
    given(...drAna, ...person(1), ...booked(1))
      .when(rated())
      .then({
        feedback: [{ feedback_id: appointment(1), comments: 'Listens.', email: null, name: null }],
        'read.feedback_details': [
          { appointment_id: appointment(1), doctor_id: ana, patient_id: patient(1), rating: 4 },
        ],
      }));

  it('leave nothing of somebody who is erased, but the number that says nothing about them', () =>
    given(...drAna, ...person(1), ...person(2), ...booked(1), ...booked(2), cancelled(1, asPatient(1), at))
      .when(written(), rated(), rated(2), userErased, patientErased)
      .then({
        app_users: [
          { user_id: user(1), email: `erased ${user(1)}`, password: 'erased', name: 'erased' },
          {
            user_id: user(2),
            email: 'patient2@example.org',
            password: registered().data.passwordHash,
            name: 'Patient 2',
          },
          {
            user_id: ana as string,
            email: 'ana@example.org',
            password: registered().data.passwordHash,
            name: 'Ana Júlia Araújo',
          },
        ],
        patients: [
          { patient_id: patient(1), first_name: 'erased', last_name: '', date_of_birth: '1900-01-01', gender: 'OTHER' },
          {
            patient_id: patient(2),
            first_name: 'Bia',
            last_name: 'Costa 2',
            date_of_birth: '1990-02-28',
            gender: 'FEMALE',
          },
        ],
        'read.patient_details': [
          { patient_id: patient(1), removed_at: '2026-11-25T12:00:00+00:00' },
          { patient_id: patient(2), removed_at: null },
        ],
        'read.appointment_details': [
          { appointment_id: appointment(1), cancel_reason: null },
          { appointment_id: appointment(2), cancel_reason: null },
        ],
        feedback: [
          { comments: null, email: null, name: null },
          { comments: null, email: null, name: null },
          { comments: 'Listens.', email: null, name: null },
        ],
        'read.feedback_details': [
          { appointment_id: null, rating: null },
          { appointment_id: appointment(1), rating: 4 },
          { appointment_id: appointment(2), rating: 4 },
        ],
      }));

  it('leave nothing in the archive either', () =>
    given(...drAna, ...person(1), ...bookedWithNotes, archived)
      .when(userErased, patientErased)
      .then({
        appointments: [],
        archived_appointments: [{ appointment_id: appointment(1), notes: null }],
      }));

  it('show nothing that comes late', () =>
    given(...drAna, ...person(1), ...booked(1), forgotten, patientErased)
      .when(written(), rated(), cancelled(1, asPatient(1), at))
      .then({
        'read.appointment_details': [{ appointment_id: appointment(1), cancel_reason: null, ending: 'cancelled' }],
        feedback: [
          { feedback_id: written().data.feedbackId, comments: null, email: null, name: null },
          { feedback_id: appointment(1), comments: null, email: null, name: null },
        ],
      }));

  it('let nobody find a doctor who is erased', () =>
    given(...drAna)
      .when({ ...userErased, data: { ...userErased.data, userId: accountOf(ana) } })
      .then({ 'read.doctor_search': [], app_users: [{ name: 'erased' }] }));

  it('give the address to whoever registers with it next', async () => {
    await given(...person(1))
      .when(userErased, registered(2, { email: 'patient1@example.org' }), added(2))
      .then({
        app_users: [
          { user_id: user(1), email: `erased ${user(1)}` },
          { user_id: user(2), email: 'patient1@example.org' },
        ],
        'read.alarms': [],
      });
    expect(alarms).to.deep.equal([]);
  });
});
