import type { CalendarDate } from '@careconnect/domain/event.ts';
import { addDays, dateIn } from '@careconnect/domain/time/wall.ts';
import { pick, randomFrom } from '../seed/random.ts';
import { zone } from './network.ts';
import type { Request } from './rows.ts';

const given = {
  FEMALE: [
    'Alice',
    'Beatriz',
    'Cecília',
    'Débora',
    'Eliana',
    'Flávia',
    'Giovana',
    'Iara',
    'Júlia',
    'Lara',
    'Marta',
    'Nina',
  ],
  MALE: [
    'Artur',
    'Bernardo',
    'César',
    'Diego',
    'Emílio',
    'Felipe',
    'Gustavo',
    'Ivo',
    'Luiz',
    'Mateus',
    'Otávio',
    'Rui',
  ],
  OTHER: ['Ariel', 'Cris', 'Dani', 'Eli', 'Noah', 'Sasha'],
} as const;
const family = [
  'Almeida',
  'Barros',
  'Campos',
  'Farias',
  'Gomes',
  'Leal',
  'Macedo',
  'Nogueira',
  'Paiva',
  'Queiroz',
  'Ramos',
  'Vidal',
];

/** An invented person in place of a number: always the same one, as old as the file says on the day of the request. */
export const personOf = ({ patientKey, gender, age, requestedAt }: Request) => {
  const random = randomFrom(`patient ${patientKey}`);
  return {
    firstName: pick<string>(random, given[gender]),
    lastName: `${pick(random, family)} ${pick(random, family)}`,
    dateOfBirth: bornBefore(dateIn(zone, requestedAt), age, Math.floor(random() * 365)),
    gender,
  };
};

/** The day on which somebody of this age was born, so many days after the last birthday. */
const bornBefore = (today: CalendarDate, age: number, days: number): CalendarDate => {
  const year = String(Number(today.slice(0, 4)) - age).padStart(4, '0');
  const birthday = `${year}${today.slice(4)}`.replace('-02-29', '-02-28');
  return addDays(birthday, -days);
};
