import type { Canceller } from '../api/answers.ts';

/** Who did it, where no name is known. */
export const bywords: Record<Canceller, string> = {
  PATIENT: 'the patient',
  DOCTOR: 'the doctor',
  ADMIN: 'the clinic',
  AUDITOR: 'an auditor',
  POLICY: "the doctor's booking rules",
};
