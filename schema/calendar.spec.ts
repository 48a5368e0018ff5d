import { expect } from 'chai';
import ICAL from 'ical.js';
import { type CalendarVisit, calendarFile, invitationFile } from './calendar.ts';

const visit: CalendarVisit = {
  appointmentId: '6f1f3f0e-0000-4000-8000-0000000000aa',
  changedAt: '2026-11-20T12:00:00.000Z',
  startsAt: '2026-11-24T12:30:00.000Z',
  endsAt: '2026-11-24T13:00:00.000Z',
  zone: 'America/Sao_Paulo',
  status: 'CONFIRMED',
  title: 'Dr. Ana Souza; "Cardiology", 1. visit',
  place: 'Rua das Flores 10,\nVitória',
  text: 'First consultation\nBEGIN:VALARM',
  url: 'https://care.example/appointments/6f1f3f0e',
};
const organizer = { name: 'CareConnect', email: 'post@clinic.example' };
const attendee = { name: 'Rosa "R" Lima', email: 'rosa@example.com' };

/** As another library reads it. */
const read = (file: string) => {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const events = calendar.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each);
    return { event, of: (name: string) => each.getFirstPropertyValue(name), each };
  });
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), String(zone.getFirstPropertyValue('tzid')));
  const [first] = events;
  if (!first) throw new Error('no event');
  return { ...first, calendar, events, method: calendar.getFirstPropertyValue('method') };
};
const instantOf = (time: ICAL.Time) => time.toJSDate().toISOString();
const invite = (changes: Partial<CalendarVisit> = {}) => invitationFile({ ...visit, ...changes }, organizer, attendee);

describe('A calendar file', () => {
  it('invites to a visit, on the clock of the clinic', () => {
    const { method, event, calendar, of } = read(invite());
    expect(method).to.equal('REQUEST');
    expect(event.uid).to.equal('6f1f3f0e-0000-4000-8000-0000000000aa@careconnect');
    expect([instantOf(event.startDate), instantOf(event.endDate)]).to.deep.equal([visit.startsAt, visit.endsAt]);
    expect(event.startDate.zone?.tzid).to.equal('America/Sao_Paulo');
    expect(event.startDate.toString()).to.equal('2026-11-24T09:30:00');
    expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).to.equal('America/Sao_Paulo');
    expect(String(of('dtstamp'))).to.equal('2026-11-20T12:00:00Z');
    expect([of('organizer'), of('status')]).to.deep.equal(['mailto:post@clinic.example', 'CONFIRMED']);
  });

  it('keeps what people typed as text', () => {
    const { event, calendar } = read(invite());
    expect([event.summary, event.location, event.description]).to.deep.equal([visit.title, visit.place, visit.text]);
    expect(calendar.getFirstSubcomponent('vevent')?.getAllSubcomponents()).to.deep.equal([]);
  });

  it('takes the same visit out again, as a later version of it', () => {
    const before = read(invite());
    const after = read(invite({ status: 'CANCELLED', changedAt: '2026-11-20T12:00:01.000Z' }));
    expect([after.method, after.of('status')]).to.deep.equal(['CANCEL', 'CANCELLED']);
    expect(after.event.uid).to.equal(before.event.uid);
    expect(after.event.sequence).to.be.greaterThan(before.event.sequence);
    expect(after.event.sequence).to.be.below(2 ** 31);
  });

  it('tells the two equal hours of an autumn night apart', () => {
    for (const [startsAt, endsAt] of [
      ['2026-10-25T00:30:00.000Z', '2026-10-25T00:45:00.000Z'],
      ['2026-10-25T01:30:00.000Z', '2026-10-25T01:45:00.000Z'],
      ['2026-03-29T01:00:00.000Z', '2026-03-29T01:30:00.000Z'],
    ] as const) {
      const { event } = read(invite({ zone: 'Europe/Berlin', startsAt, endsAt }));
      expect([instantOf(event.startDate), instantOf(event.endDate)]).to.deep.equal([startsAt, endsAt]);
    }
  });

  it('lists visits for whoever follows them', () => {
    const other = { ...visit, appointmentId: '6f1f3f0e-0000-4000-8000-0000000000bb', zone: 'Europe/Berlin' };
    const { method, events, calendar } = read(calendarFile('Appointments', [visit, other]));
    expect(method).to.equal('PUBLISH');
    expect(events.map(({ event }) => event.uid.slice(-14))).to.deep.equal(['aa@careconnect', 'bb@careconnect']);
    expect(calendar.getAllSubcomponents('vtimezone')).to.have.lengthOf(2);
  });
});
