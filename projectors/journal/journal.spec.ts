import {
  ana,
  appointment,
  asPatient,
  booked,
  cancelled,
  claim,
  patient,
  user,
} from '@careconnect/domain/spec/clinic.ts';
import { hashOf } from '@careconnect/platform/event-store/hash.ts';
import { expect } from 'chai';
import { drAna, person, registered } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { told } from '../spec/told.ts';
import { projectJournal } from './journal.ts';

describe('The projection "journal"', () => {
  const { given, project } = projecting(['journal'], projectJournal());

  it('keeps every event once, under every id it names', () =>
    given(...drAna, ...person(1))
      .when(...booked(1), cancelled(1, asPatient(1), '2026-11-21T08:00:00.000Z'))
      .then({
        'journal.events': [
          { type: 'UserRegistered', category: 'user', revision: 0, subjects: [ana] },
          { type: 'DoctorOnboarded', category: 'doctor', revision: 0, subjects: [ana] },
          { type: 'WorkingHoursSet', category: 'doctor', revision: 1, subjects: [ana] },
          { type: 'VisitTypesSet', category: 'doctor', revision: 2, subjects: [ana] },
          { type: 'BookingPolicySet', category: 'doctor', revision: 3, subjects: [ana] },
          { type: 'UserRegistered', category: 'user', revision: 0, subjects: [user(1)] },
          { type: 'PatientAdded', category: 'patient', revision: 0, subjects: [patient(1), user(1)] },
          ...['AppointmentRequested', 'AppointmentAccepted', 'AppointmentConfirmed', 'AppointmentCancelled'].map(
            (type, revision) => ({
              type,
              category: 'doctorDay',
              revision,
              subjects: [appointment(1), ana, patient(1), user(1), claim(1)],
            }),
          ),
        ],
      }));

  it('keeps who acted, and what it belongs to', async () => {
    const actor = { userId: user(1), role: 'PATIENT' };
    const events = told([registered(1)], { actor, imported: true, recordedAt: '2026-11-20T12:00:00.123Z' });
    const [row] = (await project([events]))['journal.events'] ?? [];
    expect(row).to.include({
      actor_id: user(1),
      actor_role: 'PATIENT',
      imported: true,
      correlation_id: events[0]?.metadata.correlationId,
      recorded_at: '2026-11-20T12:00:00.123+00:00',
    });
  });

  it('keeps data and metadata so exactly that the chain of hashes proves itself from them', async () => {
    const strange = {
      z: 1,
      a: { é: 'NUL \u0000, half \ud83d, quote " and \\u0000' },
      n: 1e21,
      list: [null, true, 0.1],
    };
    const events = told([registered(1)]).map((event) => ({ ...event, data: strange }));
    const kept = await project([events], async (client) => {
      const { rows } = await client.query('SELECT event_id AS id, type, data, metadata FROM journal.events');
      return rows[0];
    });
    expect(kept.data).to.deep.equal(strange);
    expect(hashOf(kept)).to.equal(hashOf(events[0] as (typeof events)[0]));
  });

  it('keeps sealed fields sealed', async () => {
    const sealed = { sealed: 'k1.AAAA' };
    const events = told([registered(1)]).map((event) => ({
      ...event,
      data: { ...(event.data as object), email: sealed },
    }));
    const [row] = (await project([events]))['journal.events'] ?? [];
    expect(row).to.have.nested.property('data.email').that.deep.equals(sealed);
  });
});
