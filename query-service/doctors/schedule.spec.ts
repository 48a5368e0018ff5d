import type { DoctorDayEvent, TimeBlocked } from '@careconnect/domain/day/events.ts';
import type { DoctorEvent } from '@careconnect/domain/doctor/events.ts';
import { absenceId, blockId } from '@careconnect/domain/ids.ts';
import { ana, asDoctor, booked, consultation, schedule } from '@careconnect/domain/spec/clinic.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import { entityTag } from '@careconnect/platform/http/entity-tag.ts';
import { drAna, person } from '@careconnect/projectors/spec/people.ts';
import { expect } from 'chai';
import {
  anAdmin,
  anAuditor,
  anotherDoctor,
  everyPage,
  patientAccount,
  type Service,
  startService,
  theDoctor,
} from '../spec/service.ts';

const setAt = '2026-11-19T12:00:00.000Z';
const of = { doctorId: ana, setAt } as const;
const mornings = [{ weekday: 2, from: '08:00', to: '10:00' }] as const;
const planned: DoctorEvent[] = [
  { type: 'WorkingHoursSet', data: { ...of, windows: mornings, validFrom: '2026-12-08' } },
  { type: 'ZoneSet', data: { ...of, zone: 'Europe/Lisbon', validFrom: '2026-12-01' } },
  { type: 'HolidaysSet', data: { ...of, country: 'PT' } },
  { type: 'HolidayWorkSet', data: { ...of, date: '2026-12-25', works: true } },
];

const absence = absenceId('00000000-0000-4000-8000-000000900001');
const blocked = (n: number, date: string, more: Partial<TimeBlocked['data']> = {}): DoctorDayEvent => ({
  type: 'TimeBlocked',
  data: {
    ...{ blockId: blockId(`00000000-0000-4000-8000-00000080000${n}`), doctorId: ana, date, zone: schedule.zone },
    ...{ from: '09:00', to: '24:00', startsAt: `${date}T12:00:00.000Z`, endsAt: `${date}T23:59:00.000Z` },
    ...{ reason: 'A congress', by: asDoctor, blockedAt: setAt, kept: [] },
    ...more,
  },
});

describe("A doctor's schedule", () => {
  let service: Service;
  before(async () => {
    service = await startService();
    await service.tell(...drAna, ...person(1), ...planned, ...booked(1));
    await service.tell(
      blocked(1, '2026-11-19'),
      blocked(2, '2026-11-23', { from: '13:00', to: '14:00', reason: null }),
      ...[3, 4, 5].map((n) => blocked(n, `2026-12-1${n}`, { absenceId: absence })),
    );
  });
  after(() => service.stop());

  const missing = async (path: string) => {
    for (const who of [patientAccount(1), anAuditor]) expect((await service.get(path, who)).status).to.equal(403);
    expect((await service.get(path)).status).to.equal(401);
    return (await service.get(path, anotherDoctor)).status;
  };

  it('is shown to the doctor and admins, as it is valid today and as it is planned', async () => {
    const { status, body, headers } = await service.get(`/doctors/${ana}/schedule`, theDoctor);
    expect([status, headers.get('ETag')]).to.deep.equal([200, entityTag(doctorStream(ana), 7n)]);
    expect(body).to.deep.include({
      ...{ doctorId: ana, today: '2026-11-20', zone: 'America/Sao_Paulo', country: 'PT', gridMinutes: 30 },
      zones: [
        { from: null, zone: 'America/Sao_Paulo' },
        { from: '2026-12-01', zone: 'Europe/Lisbon' },
      ],
      hours: [
        { from: null, windows: schedule.windows },
        { from: '2026-12-08', windows: mornings },
      ],
    });
    expect(body.holidays).to.deep.include({ date: '2026-12-25', name: 'Christmas Day', works: true });
    expect(body.holidays[0]).to.include({ date: '2026-12-01', works: false });
    expect((await service.get(`/doctors/${ana}/schedule`, anAdmin)).status).to.equal(200);
    expect(await missing(`/doctors/${ana}/schedule`)).to.equal(404);
  });

  it('has blocked time from today on, what was blocked together as one', async () => {
    const { body } = await service.get(`/doctors/${ana}/blocked-time`, theDoctor);
    const single = { firstDate: '2026-11-23', lastDate: '2026-11-23', days: 1, from: '13:00', to: '14:00' };
    const several = { firstDate: '2026-12-13', lastDate: '2026-12-15', days: 3, from: '09:00', to: '24:00' };
    expect(body.items).to.deep.equal([
      { id: '00000000-0000-4000-8000-000000800002', is: 'block', ...single, reason: null },
      { id: absence, is: 'absence', ...several, reason: 'A congress' },
    ]);
    const pages = await everyPage(service, `/doctors/${ana}/blocked-time`, 1, theDoctor);
    expect(pages.flat()).to.deep.equal(body.items);
    expect(await missing(`/doctors/${ana}/blocked-time`)).to.equal(404);
  });

  it('decides the cells of each day as it is valid on that day', async () => {
    const cellsOn = async (date: string) => {
      const asked = `visitTypeId=${consultation.visitTypeId}&from=${date}&days=1`;
      const [day] = (await service.get(`/doctors/${ana}/slots?${asked}`)).body.days;
      return day;
    };
    const first = await cellsOn('2026-12-01');
    expect(first).to.include({ zone: 'Europe/Lisbon', holiday: 'Restauração da Independência' });
    expect(first.slots[0]).to.deep.equal({
      ...{ startsAt: '2026-12-01T09:00:00.000Z', endsAt: '2026-12-01T09:30:00.000Z', time: '09:00', state: 'holiday' },
      reason: 'The doctor observes a public holiday: Restauração da Independência.',
    });
    const other = await cellsOn('2026-12-22');
    expect(other.slots.map(({ time, state }: Record<string, string>) => `${time} ${state}`)).to.deep.equal([
      ...['08:00 free', '08:30 free', '09:00 free', '09:30 free'],
    ]);
  });

  it('leaves its zone to a day on which something is booked', async () => {
    const moved: DoctorEvent = { type: 'ZoneSet', data: { ...of, zone: 'Asia/Tokyo', validFrom: '2026-11-22' } };
    await service.tell(moved);
    const asked = `visitTypeId=${consultation.visitTypeId}&from=2026-11-24&days=1`;
    const { days, zone } = (await service.get(`/doctors/${ana}/slots?${asked}`)).body;
    expect([zone, days[0].zone, days[0].slots[1].state]).to.deep.equal([
      ...['America/Sao_Paulo', 'America/Sao_Paulo', 'taken'],
    ]);
    expect((await service.get(`/doctors/${ana}/days/2026-11-24`, theDoctor)).body.zone).to.equal('America/Sao_Paulo');
    expect((await service.get(`/doctors/${ana}/days/2026-11-25`, theDoctor)).body.zone).to.equal('Asia/Tokyo');
  });

  it('observes the holidays of a country that is known', async () => {
    const { body } = await service.get('/countries', theDoctor);
    expect(body.items).to.deep.include({ country: 'PT', name: 'Portugal' });
  });
});
