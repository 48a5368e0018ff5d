import { expect } from 'chai';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type ClaimVisit, patientVisits } from './decide.ts';
import type { Claim, PatientVisitsEvent } from './events.ts';

const { given } = specifying(patientVisits);
const at = clinic.daysBefore;

const claim = (n: number, from: string, to: string, changes: Partial<Claim> = {}): Claim => ({
  ...{ claimId: clinic.claim(n), patientId: clinic.patient(1), appointmentId: clinic.appointment(n) },
  ...{ doctorId: clinic.ana, date: clinic.tuesday },
  ...{ startsAt: `2026-11-24T${from}:00.000Z`, endsAt: `2026-11-24T${to}:00.000Z` },
  ...changes,
});
const ask = (wanted: Claim, mostOpen: number | null = null): ClaimVisit => ({
  is: 'ClaimVisit',
  claim: wanted,
  mostOpen,
  at,
});
const claimed = (wanted: Claim): PatientVisitsEvent => ({ type: 'VisitClaimed', data: { ...wanted, claimedAt: at } });
const released = (wanted: Claim): PatientVisitsEvent => ({
  type: 'VisitReleased',
  data: { ...wanted, releasedAt: at },
});
const release = (n: number) =>
  ({ is: 'ReleaseVisit', patientId: clinic.patient(1), claimId: clinic.claim(n), at }) as const;

describe("A patient's time", () => {
  const nine = claim(1, '09:00', '09:30');

  it('is claimed once, and free again when it is released', () => {
    given().when(ask(nine)).then(claimed(nine));
    given(claimed(nine)).when(release(1)).then(released(nine));
    given(claimed(nine), released(nine)).when(release(1)).thenNothing();
    given(claimed(nine), released(nine))
      .when(ask(claim(2, '09:00', '09:30')))
      .then(claimed(claim(2, '09:00', '09:30')));
  });

  it('is not in two places, whoever the doctor is', () => {
    const { startsAt, endsAt } = nine;
    for (const [from, to] of [
      ['09:00', '09:30'],
      ['08:45', '09:01'],
      ['09:29', '10:00'],
      ['08:00', '11:00'],
    ] as const)
      given(claimed(nine))
        .when(ask(claim(2, from, to, { doctorId: clinic.ben })))
        .refuses('patient-is-elsewhere', { visits: [{ startsAt, endsAt }] });
    given(claimed(nine))
      .when(ask(claim(2, '09:30', '10:00')))
      .then(claimed(claim(2, '09:30', '10:00')));
  });

  it('may be claimed twice for one appointment: a new try, or a new time', () => {
    const again = claim(2, '09:15', '09:45', { appointmentId: clinic.appointment(1) });
    given(claimed(nine)).when(ask(again)).then(claimed(again));
  });

  it('is closed once nothing lies ahead, and claimed no more until it is opened again', () => {
    const { claimId: _, ...appointment } = nine;
    const close = { is: 'CloseVisits', patientId: clinic.patient(1), at } as const;
    const reopen = { ...close, is: 'ReopenVisits', closedBy: at } as const;
    const closed: PatientVisitsEvent = { type: 'VisitsClosed', data: { patientId: clinic.patient(1), closedAt: at } };
    const reopened: PatientVisitsEvent = {
      type: 'VisitsReopened',
      data: { patientId: clinic.patient(1), reopenedAt: at },
    };
    given(claimed(nine))
      .when(close)
      .refuses('open-appointments', { appointments: [appointment] });
    for (const past of [[], [claimed(nine), released(nine)]])
      given(...past)
        .when(close)
        .then(closed);
    given(claimed(nine))
      .when({ ...close, at: nine.endsAt })
      .then({ ...closed, data: { ...closed.data, closedAt: nine.endsAt } });
    given(closed).when(ask(nine)).refuses('patient-not-found', {});
    given(closed).when(reopen).then(reopened);
    given(closed)
      .when({ ...reopen, closedBy: '2026-11-20T11:59:59.999Z' })
      .thenNothing();
    given(closed, reopened).when(ask(nine)).then(claimed(nine));
  });

  it('is claimed so many times at most with one doctor, each appointment counted once', () => {
    const ten = claim(2, '10:00', '10:30');
    const moved = claim(3, '11:00', '11:30', { appointmentId: clinic.appointment(1) });
    given(claimed(nine)).when(ask(ten, 1)).refuses('open-visits-cap-reached', { most: 1 });
    given(claimed(nine))
      .when(ask({ ...ten, doctorId: clinic.ben }, 1))
      .then(claimed({ ...ten, doctorId: clinic.ben }));
    given(claimed(nine)).when(ask(moved, 1)).then(claimed(moved));
    given(claimed(nine), claimed(moved)).when(ask(ten, 2)).then(claimed(ten));
    expect(() =>
      given(claimed(nine))
        .when({ ...ask(ten, 1), at: '2026-11-24T09:30:00.000Z' })
        .refuses('open-visits-cap-reached', { most: 1 }),
    ).to.throw();
  });
});
