import { expect } from 'chai';
import { violationsIn } from './checks.ts';
import type { Entry, Operation } from './history.ts';

const nine = '2027-03-01T09:00:00.000Z';
const ten = '2027-03-01T10:00:00.000Z';
const halfPast = (startsAt: string) => startsAt.replace(':00:00', ':30:00');

const entry = (type: string, appointmentId: string, more: Partial<Entry> = {}): Entry => {
  const { doctorId = 'dr', startsAt = nine } = more;
  const place = { doctorId, startsAt, endsAt: halfPast(startsAt), stream: `doctorDay-${doctorId}`, revision: 0 };
  return { type, appointmentId, patientId: `patient of ${appointmentId}`, ...place, ...more };
};

const booked = (appointmentId: string, from: number, to: number, more: object = {}): Operation => ({
  ...{ do: 'book', patientId: `patient of ${appointmentId}`, wanted: { doctorId: 'dr', startsAt: nine }, process: 0 },
  ...{ invokedAt: from, answeredAt: to, answer: { is: 'done', appointmentId } },
  ...more,
});
const cancelled = (appointmentId: string, from: number, to: number): Operation => ({
  ...{ do: 'cancel', appointmentId, patientId: `patient of ${appointmentId}`, process: 0 },
  ...{ invokedAt: from, answeredAt: to, answer: { is: 'done', appointmentId } },
});
const moved = (appointmentId: string, startsAt: string, from: number, to: number): Operation => ({
  ...{ do: 'move', appointmentId, patientId: `patient of ${appointmentId}`, wanted: { doctorId: 'di', startsAt } },
  ...{ process: 1, invokedAt: from, answeredAt: to, answer: { is: 'done', appointmentId } },
});
const refused = (code: string, from: number, to: number, more: object = {}): Operation =>
  booked('z', from, to, { answer: { is: 'refused', code }, ...more });

describe('The judge of bookings', () => {
  it('has nothing to say of a run in which all is well', () => {
    const operations = [
      booked('a', 0, 10),
      refused('slot-taken', 0, 12),
      cancelled('a', 15, 20),
      booked('b', 17, 30),
      refused('slot-taken', 25, 40),
      moved('b', ten, 41, 50),
      booked('c', 45, 60),
    ];
    const log = [
      entry('AppointmentRequested', 'a'),
      entry('AppointmentCancelled', 'a', { revision: 1 }),
      entry('AppointmentRequested', 'b', { revision: 2 }),
      entry('AppointmentMovedIn', 'b', { doctorId: 'di', startsAt: ten }),
      entry('AppointmentMovedOut', 'b', { revision: 3, to: { doctorId: 'di', startsAt: ten } }),
      entry('AppointmentRequested', 'c', { revision: 4 }),
    ];
    expect(violationsIn(operations, log)).to.deep.equal([]);
  });

  const one = [entry('AppointmentRequested', 'a')];
  const both = [...one, entry('AppointmentRequested', 'b', { revision: 1 })];
  const elsewhere = entry('AppointmentRequested', 'b', { doctorId: 'di', patientId: 'patient of a' });
  const toDi = entry('AppointmentMovedIn', 'a', { doctorId: 'di', startsAt: ten });

  const wrong: [string, Operation[], Entry[], string][] = [
    ['a time held twice', [booked('a', 0, 10), booked('b', 0, 10)], both, 'doctorId dr is held twice'],
    [
      'a patient in two places',
      [
        booked('a', 0, 10),
        booked('b', 0, 10, { patientId: 'patient of a', wanted: { doctorId: 'di', startsAt: nine } }),
      ],
      [...one, elsewhere],
      'patientId patient of a is held twice',
    ],
    ['half a move', [booked('a', 0, 10), moved('a', ten, 11, 20)], [...one, toDi], 'appointment a is in 2 places'],
    [
      'a lost booking',
      [booked('a', 0, 10), booked('b', 0, 10)],
      one,
      'book of b was acknowledged and is not in the log',
    ],
    ['a lost cancellation', [booked('a', 0, 10), cancelled('a', 11, 20)], one, 'cancel of a was acknowledged'],
    ['a booking nobody was told of', [], one, 'a was booked, and nobody was told so'],
    [
      'a booking written twice',
      [booked('a', 0, 10)],
      [...one, entry('AppointmentExpired', 'a'), ...one],
      'a was booked twice',
    ],
    [
      'what was asked later standing earlier',
      [booked('a', 20, 30), booked('b', 0, 10, { wanted: { doctorId: 'dr', startsAt: ten } })],
      [...one, entry('AppointmentRequested', 'b', { revision: 1, startsAt: ten })],
      'stands after what was asked later',
    ],
    ['a refusal of a free time', [refused('slot-taken', 0, 5), booked('a', 6, 10)], one, 'and nobody held it'],
    [
      'a refusal of a time that was given back',
      [booked('a', 0, 10), cancelled('a', 11, 20), refused('slot-taken', 21, 30)],
      [...one, entry('AppointmentCancelled', 'a', { revision: 1 })],
      'and nobody held it',
    ],
    ['a patient who was nowhere else', [refused('patient-is-elsewhere', 0, 5)], [], 'and the patient was nowhere else'],
    ['a refusal for no known reason', [refused('forbidden', 0, 5)], [], 'book was refused with forbidden'],
    [
      'a refusal to cancel what nobody had touched',
      [booked('a', 0, 10), { ...cancelled('a', 11, 20), answer: { is: 'refused', code: 'wrong-status' } }],
      one,
      'and nobody had changed it',
    ],
  ];
  for (const [what, operations, log, sentence] of wrong)
    it(`notices ${what}`, () => {
      const found = violationsIn(operations, log);
      expect(found).to.have.length(1);
      expect(found[0]).to.contain(sentence);
    });
});
