import type { Cell } from '@careconnect/domain/day/cells.ts';
import type { SlotState } from '@careconnect/domain/day/slots.ts';
import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import { noBuffers } from '@careconnect/domain/doctor/schedule.ts';
import type { VisitTypeId } from '@careconnect/domain/ids.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { choiceIn, choose, paramsOf } from './choice.ts';
import { daysShown, firstFreeDay, freeSlots, moved, weekOf, within } from './days.ts';

const horizon = { first: '2026-11-22', last: '2027-01-21' };
const visitType = (id: string): VisitType => ({
  visitTypeId: id as VisitTypeId,
  name: id,
  minutes: 30,
  ...noBuffers,
  fee: { amount: '120.00', currency: 'BRL' },
});
const offered = [visitType('first'), visitType('follow-up')];
const slot = (state: SlotState): Cell => ({
  startsAt: '2026-11-24T12:30:00.000Z',
  endsAt: '2026-11-24T13:00:00.000Z',
  time: '09:30',
  state,
  reason: null,
});

describe('Choosing a visit', () => {
  const chosen = (query: string) => choiceIn(new URLSearchParams(query), offered, horizon);

  it('stands in the address and is read from there again', () => {
    const choice = chosen('visit=follow-up&date=2026-11-24&at=2026-11-24T12:30:00.000Z');
    expect(choice).to.deep.equal({
      visitTypeId: 'follow-up',
      date: '2026-11-24',
      startsAt: '2026-11-24T12:30:00.000Z',
    });
    expect(chosen(new URLSearchParams(paramsOf(choice)).toString())).to.deep.equal(choice);
  });

  it('takes what cannot be as not chosen', () => {
    const nothing = { visitTypeId: 'first', date: undefined, startsAt: undefined };
    for (const query of [
      '',
      'visit=x',
      'date=2026-02-30',
      'date=2026-11-21',
      'date=2027-01-22',
      'at=2026-11-24T12:30:00Z',
    ])
      expect(chosen(query), query).to.deep.equal(nothing);
    expect(chosen('date=2026-11-24&at=soon')).to.deep.equal({ ...nothing, date: '2026-11-24' });
  });

  it('lets go of the time when the day or the visit becomes another', () => {
    const choice = chosen('date=2026-11-24&at=2026-11-24T12:30:00.000Z');
    expect(choose(choice, { date: '2026-11-25' })).to.deep.include({ date: '2026-11-25', startsAt: undefined });
    expect(choose(choice, { visitTypeId: 'follow-up' as VisitTypeId }).startsAt).to.equal(undefined);
    expect(choose(choice, { startsAt: '2026-11-24T13:00:00.000Z' }).date).to.equal('2026-11-24');
  });
});

describe('The days to choose from', () => {
  const days = fc.integer({ min: 0, max: 60 }).map((days) => addDays(horizon.first, days));

  it('lie in weeks from today on, each day in one', () => {
    fc.assert(
      fc.property(days, (date) => {
        const from = weekOf(date, horizon);
        expect(from >= horizon.first && from <= date && date < addDays(from, daysShown)).to.equal(true);
        expect(weekOf(from, horizon)).to.equal(from);
      }),
    );
  });

  it('are never left by going on or back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -70, max: 70 }), (date, by) => {
        const to = moved(date, by, horizon);
        expect(within(to, horizon)).to.equal(true);
        if (within(addDays(date, by), horizon)) expect(to).to.equal(addDays(date, by));
      }),
    );
  });

  it('begin with the first that has a free time', () => {
    const zone = 'UTC';
    const full = { date: '2026-11-23', zone, holiday: null, slots: [slot('taken'), slot('past')] };
    const open = { date: '2026-11-24', zone, holiday: null, slots: [slot('taken'), slot('free'), slot('free')] };
    expect(firstFreeDay([{ ...full, date: '2026-11-22', slots: [] }, full, open])).to.equal('2026-11-24');
    expect(firstFreeDay([full])).to.equal(undefined);
    expect([freeSlots(open), freeSlots(undefined)]).to.deep.equal([2, 0]);
  });
});
