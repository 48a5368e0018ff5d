import { userId } from '@careconnect/domain/ids.ts';
import type { Facts, FactsOf, Kind } from '../letter.ts';

export const account = userId('6f1f3f0e-0000-4000-8000-000000000001');
export const somebodyElse = userId('6f1f3f0e-0000-4000-8000-000000000002');

const common = {
  recipient: { userId: account, name: 'Rosa Lima' },
  language: 'en',
  page: 'https://care.example/appointments/6f1f3f0e-0000-4000-8000-0000000000aa',
  decline: null,
} as const;

const visit = {
  ...common,
  appointmentId: '6f1f3f0e-0000-4000-8000-0000000000aa',
  changedAt: '2026-11-20T12:00:00.000Z',
  endsAt: '2026-11-24T13:00:00.000Z',
  patientName: 'Davi Lima',
  doctor: { name: 'Dr. Ana Souza', specialization: 'Cardiology', address: 'Rua das Flores 10, Vitória' },
  visit: { name: 'First consultation', minutes: 30, fee: { amount: '120.00', currency: 'BRL' } },
  moment: {
    date: '2026-11-24',
    time: '09:30',
    zone: 'America/Sao_Paulo',
    startsAt: '2026-11-24T12:30:00.000Z',
  },
} as const;

const linked = {
  ...common,
  page: 'https://care.example/verify-email#the-proof',
  expiresAt: '2026-11-23T12:30:00.000Z',
} as const;

const toDoctor = { ...visit, recipient: { userId: somebodyElse, name: 'Dr. Ana Souza' } } as const;
const decline = 'https://care.example/decline-letters#the-proof';
const byDoctor = { by: { userId: somebodyElse, role: 'DOCTOR' }, reason: 'The doctor is ill.\nWe are sorry.' } as const;

/** One of each letter. */
export const examples: { readonly [K in Kind]: FactsOf[K] } = {
  verification: linked,
  reset: linked,
  invitation: linked,
  welcome: { ...common, page: 'https://care.example/' },
  'sign-in': {
    ...common,
    page: 'https://care.example/account',
    at: '2026-11-20T18:05:00.000Z',
    zone: 'America/Sao_Paulo',
    device: 'Firefox on Linux',
    network: '203.0.113.0/24',
  },
  'backup-alert': {
    ...common,
    page: 'https://care.example/backups',
    what: 'failed',
    at: '2026-11-20T06:04:00.000Z',
    zone: 'America/Sao_Paulo',
    problems: ['Error: ENOSPC: no space left on device, write'],
  },
  request: { ...visit, answerBy: '2026-11-21T12:30:00.000Z' },
  acceptance: { ...visit, payBy: '2026-11-21T12:30:00.000Z' },
  confirmation: { ...visit, cancellableUntil: '2026-11-23T12:30:00.000Z' },
  rejection: { ...visit, ...byDoctor },
  cancellation: { ...visit, ...byDoctor, refundPercent: 100 },
  rescheduling: {
    ...visit,
    by: byDoctor.by,
    status: 'CONFIRMED',
    from: { date: '2026-11-17', time: '10:00', zone: 'America/Sao_Paulo', startsAt: '2026-11-17T13:00:00.000Z' },
  },
  expiry: { ...visit, because: 'unpaid' },
  receipt: { ...visit, amount: visit.visit.fee, at: '2026-11-20T18:05:00.000Z', reference: 'tx-4711' },
  'payment-failure': { ...visit, amount: visit.visit.fee, because: 'declined' },
  refund: { ...visit, amount: visit.visit.fee, at: '2026-11-22T18:05:00.000Z', reference: 're-4711' },
  reminder: { ...visit, decline, cancellableUntil: '2026-11-23T12:30:00.000Z' },
  rating: { ...visit, decline },
  'doctor-request': { ...toDoctor, answerBy: '2026-11-21T12:30:00.000Z' },
  'doctor-cancellation': { ...toDoctor, by: { userId: account, role: 'PATIENT' }, reason: null },
  agenda: {
    ...common,
    recipient: toDoctor.recipient,
    page: 'https://care.example/doctors/6f1f3f0e-0000-4000-8000-000000000002/day/2026-11-24',
    decline,
    date: '2026-11-24',
    zone: 'America/Sao_Paulo',
    visits: [
      { time: '09:30', patientName: 'Davi Lima', name: 'First consultation', minutes: 30 },
      { time: '10:00', patientName: 'Bia Costa', name: 'Injection', minutes: 1 },
    ],
  },
};

/** An example with something told otherwise. */
export const example = <K extends Kind>(kind: K, changes: Partial<FactsOf[K]> = {}): Facts =>
  ({ ...examples[kind], ...changes, kind }) as Facts;
