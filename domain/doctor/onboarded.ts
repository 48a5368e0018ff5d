import { Refusal } from '../refusal.ts';
import type { Doctor } from './state.ts';

export const onboarded = (doctor: Doctor): Doctor & { is: 'Onboarded' } => {
  if (doctor.is === 'Unknown') throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
  return doctor;
};
