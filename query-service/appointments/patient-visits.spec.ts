import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import { accountOf } from '@careconnect/domain/ids.ts';
import {
  ana,
  appointment,
  asDoctor,
  asPatient,
  ben,
  booked,
  cancelled,
  patient,
  user,
  visit,
} from '@careconnect/domain/spec/clinic.ts';
import { drAna, onboarded, person, registered } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import {
  anAdmin,
  anAuditor,
  anotherDoctor,
  everyPage,
  type Person,
  patientAccount,
  type Service,
  startService,
  theDoctor,
} from '../spec/service.ts';

/** Appointment n of the first patient, on the n-th of December. */
const visited = (n: number, doctorId = ana): DoctorDayEvent[] =>
  booked(n).map((event) => {
    const date = `2026-12-0${n}`;
    const when = { date, startsAt: `${date}T12:30:00.000Z`, endsAt: `${date}T13:00:00.000Z` };
    return {
      ...event,
      data: { ...event.data, patientId: patient(1), userId: user(1), doctorId, ...when },
    } as DoctorDayEvent;
  });

describe('GET /queries/appointments/{appointmentId}/patient-visits', () => {
  let service: Service;
  const drBen: Person = { userId: accountOf(ben), role: 'DOCTOR' };
  const path = (n: number) => `/appointments/${appointment(n)}/patient-visits`;
  const shown = async (n: number, as: Person) => {
    const { status, body } = await service.get(path(n), as);
    return status === 200 ? body.items.map((item: { appointmentId: string }) => item.appointmentId) : status;
  };
  const all = [4, 3, 2].map((n) => appointment(n));
  before(async () => {
    service = await startService();
    const account = { userId: accountOf(ben), role: 'DOCTOR', email: 'ben@example.org' } as const;
    await service.tell(...drAna, registered(9, account), onboarded({ doctorId: ben }), ...person(1), ...person(6));
    await service.tell(...visited(2), ...visited(3, ben), ...visited(4), ...booked(6));
  });
  after(() => service.stop());

  it('shows whoever treats the patient what there was with everybody, the latest first, and nobody else’s', async () => {
    expect([await shown(2, theDoctor), await shown(3, drBen), await shown(2, anAdmin)]).to.deep.equal([all, all, all]);
    expect(await shown(6, theDoctor)).to.deep.equal([appointment(6)]);
    const pages = await everyPage(service, path(2), 2, theDoctor);
    expect(pages.map((page) => page.length)).to.deep.equal([2, 1]);
  });

  it('keeps what a doctor noted to that doctor', async () => {
    const { data } = visited(3, ben)[0] as DoctorDayEvent & { data: ReturnType<typeof visit> };
    const done = { ...visit(3), ...data, by: asDoctor, doctorNotes: 'Rest.', completedAt: '2026-12-03T13:00:00.000Z' };
    await service.tell({ type: 'AppointmentCompleted', data: done } as DoctorDayEvent);
    const notes = async (n: number, as: Person) => (await service.get(path(n), as)).body.items[1].doctorNotes;
    expect([await notes(3, drBen), await notes(2, theDoctor), await notes(2, anAdmin)]).to.deep.equal([
      ...['Rest.', null, null],
    ]);
  });

  it('is not there for whoever does not treat them, nor for a doctor whose visit is cancelled', async () => {
    expect([await shown(3, theDoctor), await shown(2, anotherDoctor)]).to.deep.equal([404, 404]);
    expect([await shown(2, patientAccount(1)), await shown(2, anAuditor)]).to.deep.equal([403, 403]);
    await service.tell(cancelled(6, asPatient(6), '2026-11-21T08:00:00.000Z'));
    expect([await shown(6, theDoctor), await shown(6, anAdmin)]).to.deep.equal([404, [appointment(6)]]);
  });
});
