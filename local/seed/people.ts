import type { CalendarDate } from '@careconnect/domain/event.ts';
import { type PatientId, patientId, type UserId, userId } from '@careconnect/domain/ids.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import { v5 } from 'uuid';

/** The namespace of everything the demo clinic makes. */
const demo = 'c3a5f0b4-37a4-5c64-8f0e-5f3a3c1b9d20';
export const demoId = (name: string): string => v5(name, demo);

type Patient = Readonly<{
  patientId: PatientId;
  firstName: string;
  lastName: string;
  dateOfBirth: CalendarDate;
  gender: Gender;
}>;

/** An account and the people it looks after. All of them are invented. */
export type Family = Readonly<{ userId: UserId; name: string; email: string; patients: readonly Patient[] }>;

const family = (name: string, ...people: [firstName: string, dateOfBirth: CalendarDate, gender: Gender][]): Family => {
  const email = `${plain(name).replaceAll(' ', '.')}@demo.careconnect.example`;
  const lastName = name.split(' ').at(-1) ?? name;
  return {
    userId: userId(demoId(email)),
    name,
    email,
    patients: people.map(([firstName, dateOfBirth, gender]) => ({
      patientId: patientId(demoId(`${email} ${firstName}`)),
      ...{ firstName, lastName, dateOfBirth, gender },
    })),
  };
};

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L} ]/gu, '')
    .toLowerCase();

export const families: readonly Family[] = [
  family('Marina Duarte', ['Marina', '1988-04-12', 'FEMALE'], ['Theo', '2017-09-03', 'MALE']),
  family('Jonas Pereira', ['Jonas', '1975-01-30', 'MALE']),
  family(
    'Lívia Antunes',
    ['Lívia', '1993-07-21', 'FEMALE'],
    ['Noah', '2021-02-14', 'MALE'],
    ['Iris', '2019-11-08', 'FEMALE'],
  ),
  family('Caio Menezes', ['Caio', '1969-12-05', 'MALE'], ['Dora', '1941-03-17', 'FEMALE']),
  family('Helena Brandão', ['Helena', '1958-06-26', 'FEMALE']),
  family('Sofia Reis', ['Sofia', '2001-10-02', 'FEMALE']),
  family('André Lobato', ['André', '1982-08-15', 'MALE'], ['Lia', '2015-05-29', 'FEMALE']),
  family('Robin Castro', ['Robin', '1997-02-11', 'OTHER']),
];

/** Whom the start page names. */
export const signIns = {
  patient: families[0] as Family,
  doctor: { email: 'ana.souza@demo.careconnect.example' },
} as const;
