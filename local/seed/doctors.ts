import type { DoctorProfile, Weekday, Window } from '@careconnect/domain/doctor/events.ts';
import { defaultPolicy, noBuffers, type Schedule } from '@careconnect/domain/doctor/schedule.ts';
import { doctorId, visitTypeId } from '@careconnect/domain/ids.ts';
import { demoId } from './people.ts';

/** A doctor as the public API takes one, without the password. */
export type DemoDoctor = Readonly<{ name: string; email: string; profile: object; schedule: Schedule }>;

const vitoria = { address: 'Avenida Nossa Senhora da Penha 1495, Vitória', zone: 'America/Sao_Paulo', currency: 'BRL' };
const saoPaulo = { address: 'Rua Augusta 2100, São Paulo', zone: 'America/Sao_Paulo', currency: 'BRL' };
const lisbon = { address: 'Rua do Salitre 58, Lisboa', zone: 'Europe/Lisbon', currency: 'EUR' };
type Clinic = typeof vitoria;

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];
const on = (days: readonly Weekday[], ...hours: [from: string, to: string][]): Window[] =>
  days.flatMap((weekday) => hours.map(([from, to]) => ({ weekday, from, to })));
const wholeDay = on(weekdays, ['08:00', '12:00'], ['13:00', '17:00']);
const mornings = on([1, 2, 3, 4, 5, 6], ['07:30', '12:30']);
const lateDays = on([2, 3, 4, 5], ['11:00', '15:00'], ['15:30', '20:00']);

const doctor = (
  name: string,
  specialization: string,
  [startedYear, fee, gridMinutes]: [number, number, number],
  clinic: Clinic,
  windows: readonly Window[],
  about: string,
  choice: Pick<DoctorProfile, 'gender' | 'languages' | 'ways'>,
): DemoDoctor => {
  const email = `${name
    .replace(/^Dr\.? /, '')
    .normalize('NFKD')
    .replace(/[^\p{L} ]/gu, '')
    .toLowerCase()
    .replaceAll(' ', '.')}@demo.careconnect.example`;
  const money = (amount: number) => ({ amount: amount.toFixed(2), currency: clinic.currency });
  const visit = (label: string, minutes: number, price: number) => ({
    visitTypeId: visitTypeId(demoId(`${email} ${label}`)),
    name: label,
    minutes,
    ...noBuffers,
    fee: money(price),
  });
  return {
    name,
    email,
    profile: {
      ...{ specialization, startedYear, about, consultationFee: money(fee), image: '' },
      ...{ degree: `MD, ${specialization}`, address: clinic.address, ...choice },
    },
    schedule: {
      doctorId: doctorId(demoId(email)),
      zone: clinic.zone,
      windows,
      gridMinutes,
      visitTypes: [visit('First visit', 2 * gridMinutes, fee), visit('Follow-up', gridMinutes, fee / 2)],
      policy: { ...defaultPolicy, minimumNoticeMinutes: 60, maximumDaysAhead: 90, cancellationCutOffMinutes: 24 * 60 },
    },
  };
};

/** By name, once the past of the demo clinic is booked. */
export const paidInAdvance: readonly string[] = ['Dr. Clara Nunes', 'Dr. Elisa Prado'];

export const doctors: readonly DemoDoctor[] = [
  doctor(
    'Dr. Ana Souza',
    'Cardiology',
    [2004, 240, 20],
    vitoria,
    wholeDay,
    'Hearts that skip, race or tire. Likes to explain what the curve says.',
    { gender: 'FEMALE', languages: ['pt', 'en'], ways: ['in-person', 'video'] },
  ),
  doctor(
    'Dr. Bruno Teixeira',
    'Dermatology',
    [2011, 180, 15],
    vitoria,
    mornings,
    'Skin of all ages, moles checked under light, little surgery on the spot.',
    { gender: 'MALE', languages: ['pt'], ways: ['in-person'] },
  ),
  doctor(
    'Dr. Clara Nunes',
    'Pediatrics',
    [2009, 160, 20],
    vitoria,
    wholeDay,
    'Children from the first day on, and their parents’ questions.',
    { gender: 'FEMALE', languages: ['pt', 'es'], ways: ['in-person'] },
  ),
  doctor(
    'Dr. Davi Moreira',
    'Orthopedics',
    [1998, 220, 20],
    vitoria,
    lateDays,
    'Knees, shoulders and backs; sends to surgery late and rarely.',
    { gender: 'MALE', languages: ['pt'], ways: ['in-person'] },
  ),
  doctor(
    'Dr. Elisa Prado',
    'Neurology',
    [2006, 260, 30],
    saoPaulo,
    wholeDay,
    'Headache, dizziness, memory. Takes time for the first visit.',
    { gender: 'FEMALE', languages: ['pt', 'en', 'fr'], ways: ['in-person', 'video'] },
  ),
  doctor(
    'Dr. Fábio Rocha',
    'Psychiatry',
    [2013, 200, 30],
    saoPaulo,
    lateDays,
    'Sleep, fear, low spirits; talks before prescribing.',
    { gender: 'MALE', languages: ['pt', 'en'], ways: ['video'] },
  ),
  doctor(
    'Dr. Gabriela Dias',
    'Gynecology',
    [2007, 190, 20],
    saoPaulo,
    mornings,
    'Check-ups, contraception, pregnancy.',
    { gender: 'FEMALE', languages: ['pt'], ways: ['in-person'] },
  ),
  doctor(
    'Dr. Heitor Lemos',
    'Ophthalmology',
    [2002, 170, 15],
    saoPaulo,
    wholeDay,
    'Glasses, glaucoma, the diabetic eye.',
    { gender: 'MALE', languages: ['pt', 'en'], ways: ['in-person'] },
  ),
  doctor(
    'Dr. Inês Carvalho',
    'General practice',
    [2010, 60, 15],
    lisbon,
    wholeDay,
    'The first door for everything; knows whom to send you to.',
    { gender: 'FEMALE', languages: ['pt', 'en'], ways: ['in-person', 'video'] },
  ),
  doctor('Dr. João Faria', 'Endocrinology', [2005, 90, 20], lisbon, mornings, 'Diabetes, thyroid, weight.', {
    gender: 'MALE',
    languages: ['pt', 'es'],
    ways: ['in-person', 'video'],
  }),
  doctor(
    'Dr. Laura Pinto',
    'Ear, nose and throat',
    [2012, 85, 15],
    lisbon,
    lateDays,
    'Hearing tests and sinuses, also for singers.',
    { gender: 'FEMALE', languages: ['pt', 'en', 'de'], ways: ['in-person'] },
  ),
  doctor(
    'Dr. Miguel Sampaio',
    'Urology',
    [2001, 95, 20],
    lisbon,
    wholeDay,
    'Stones, prostate, questions nobody likes to ask.',
    { gender: 'MALE', languages: ['pt'], ways: ['in-person'] },
  ),
];
