import { assertNever } from '../assert-never.ts';
import type { DoctorId } from '../ids.ts';
import { accountOf } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { By } from './events.ts';

type Overriding = Readonly<{ override: string | null; by: By; schedule: Readonly<{ doctorId: DoctorId }> }>;

/** What an event says of rules that staff set aside; the reason is never missing. */
export const overriding = ({ override, by, schedule }: Overriding) => {
  if (override === null) return { overridden: false, overrideReason: null } as const;
  if (!mayOverride(by, schedule.doctorId))
    throw new Refusal('override-is-for-staff', 'Only staff may set the rules aside.', {});
  if (override.trim() === '') throw new Refusal('reason-missing', 'Setting the rules aside needs a reason.', {});
  return { overridden: true, overrideReason: override } as const;
};

const mayOverride = (by: By, doctorId: DoctorId): boolean => {
  if ('policy' in by) return false;
  switch (by.role) {
    case 'ADMIN':
      return true;
    case 'DOCTOR':
      return by.userId === accountOf(doctorId);
    case 'PATIENT':
    case 'AUDITOR':
      return false;
    default:
      return assertNever(by.role);
  }
};
