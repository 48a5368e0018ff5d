import type { DomainEvent } from '@careconnect/domain/events.ts';
import { feedbackId } from '@careconnect/domain/ids.ts';
import {
  ana,
  appointment,
  asAdmin,
  block,
  booked,
  cancelled,
  daysBefore,
  patient,
  tuesday,
  user,
  visit,
} from '@careconnect/domain/spec/clinic.ts';
import { partOf } from '@careconnect/schema/versions.ts';
import { expect } from 'chai';
import { drAna, person, registered } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { told } from '../spec/told.ts';
import { projectClinic } from './clinic.ts';

const wednesday = '2026-11-25';
const at = daysBefore;
const day = partOf.day(ana, tuesday);
const doctor = partOf.doctor(ana);

/** Appointment n, on another day than the rest. */
const onWednesday = (n: number): DomainEvent[] =>
  booked(n).map((event) => ({ ...event, data: { ...event.data, date: wednesday } }) as DomainEvent);

const rated: DomainEvent = {
  type: 'VisitRated',
  data: {
    ...{ feedbackId: feedbackId(appointment(1)), appointmentId: appointment(1), doctorId: ana, patientId: patient(1) },
    ...{ userId: user(1), rating: 4, comments: null, asked: 'what was asked', ratedAt: at },
  },
};

const { doctorId, zone } = visit(1);
const blocked = {
  type: 'TimeBlocked',
  data: {
    ...{ blockId: block(1), doctorId, date: wednesday, zone, from: '00:00', to: '24:00', reason: null, kept: [] },
    ...{ startsAt: '2026-11-25T03:00:00.000Z', endsAt: '2026-11-26T03:00:00.000Z' },
    ...{ by: { policy: true }, blockedAt: at },
  },
} as unknown as DomainEvent;

const renamed = (n: number): DomainEvent => ({
  type: 'PatientDetailsChanged',
  data: {
    ...{ patientId: patient(n), userId: user(n), firstName: 'Béa', lastName: 'Costa', dateOfBirth: '1990-02-28' },
    ...{ gender: 'FEMALE', changedAt: at },
  },
});

const past = [...drAna, ...person(1), ...person(2), ...booked(1), ...onWednesday(2)];

const changes: [string, DomainEvent, string[]][] = [
  ['a visit changes its day', cancelled(1, asAdmin, at), [day]],
  ['blocked time changes its day', blocked, [partOf.day(ana, wednesday)]],
  ['a patient changes the days on which they have visits', renamed(1), [day]],
  [
    'an account that is closed changes the days of its visits',
    {
      type: 'UserErased',
      data: { userId: user(1), by: 'OWNER', emailHash: '', contactId: null, era: 1, erasedAt: at },
    } as never,
    [day],
  ],
  ['a rating changes the day of the visit, and the doctor', rated, [day, doctor, 'doctors']],
  [
    'what a doctor sets changes the doctor',
    { type: 'WorkingHoursSet', data: { doctorId: ana, windows: [], setAt: at } },
    [doctor, 'doctors'],
  ],
  [
    'whatever becomes of the account of a doctor changes the doctor',
    {
      type: 'UserDeactivated',
      data: { userId: ana, by: { policy: true }, reason: null, era: 1, deactivatedAt: at },
    } as never,
    [doctor, 'doctors'],
  ],
  ['somebody who has no visit yet changes nothing that is shown', registered(3), []],
];

describe('Versions of what answers are made of', () => {
  const { given, project } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );

  for (const [sentence, event, parts] of changes)
    it(sentence, async () => {
      const events = told([...past, event]);
      const position = events.at(-1)?.position.prepare;
      const found = await project(
        events.map((each) => [each]),
        async (client) =>
          (await client.query('SELECT part FROM read.versions WHERE position = $1 ORDER BY part', [String(position)]))
            .rows,
      );
      expect(found.map(({ part }) => part)).to.deep.equal([...parts].sort());
    });

  it('come out the same, however the events arrive', () =>
    given(...past)
      .when(...changes.map(([, event]) => event))
      .then({}));
});
