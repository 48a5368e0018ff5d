import { expect } from 'chai';
import type { ReplayedVisit } from './answers.ts';
import { sentencesOf } from './changes.ts';

const visit: ReplayedVisit = {
  ...{
    appointmentId: '3f2a81c0-5b1d-4e6f-8a90-112233445566',
    patientId: '-',
    time: '09:30',
    zone: 'America/Sao_Paulo',
  },
  ...{ startsAt: '2026-11-24T12:30:00.000Z', endsAt: '2026-11-24T13:00:00.000Z', visitType: 'Consultation' },
  ...{ status: 'REQUESTED', ended: null, expiresAt: null, checkedInAt: null, left: null, archived: false },
};
const block = {
  ...{ blockId: '-', from: '13:00', to: '15:00', zone: visit.zone, startsAt: visit.startsAt, endsAt: visit.endsAt },
};
const said = (before: ReplayedVisit | null, after: ReplayedVisit | null) =>
  sentencesOf({ visits: [{ before, after }], blocked: [] });

describe('What an event changed', () => {
  it('is told of a visit', () => {
    expect(said(null, visit)).to.deep.equal(['Visit 3f2a81c0 is new: 09:30, Requested.']);
    expect(said(visit, { ...visit, status: 'CANCELLED', ended: 'expired' })).to.deep.equal([
      'Visit 3f2a81c0: Requested became Cancelled (nobody acted in time).',
    ]);
    expect(said(visit, { ...visit, time: '10:00', startsAt: '2026-11-24T13:00:00.000Z' })).to.deep.equal([
      'Visit 3f2a81c0: 09:30 became 10:00.',
    ]);
    const left = { doctorId: '-', date: '2026-11-25', time: '09:00' };
    expect(said(visit, { ...visit, left })).to.deep.equal(['Visit 3f2a81c0 went to 2026-11-25, 09:00.']);
    expect(said(visit, null)).to.deep.equal(['Visit 3f2a81c0 is not on this day any more.']);
    expect(said(visit, { ...visit, expiresAt: visit.startsAt })).to.have.length(1);
  });

  it('is told of blocked time', () => {
    const of = (before: typeof block | null, after: typeof block | null) =>
      sentencesOf({ visits: [], blocked: [{ before, after }] });
    expect(of(null, block)).to.deep.equal(['13:00 to 15:00 is blocked.']);
    expect(of(block, null)).to.deep.equal(['13:00 to 15:00 is free again.']);
  });
});
