import type { OnboardDoctor, SetWorkingHours } from '@careconnect/domain/doctor/decide.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import { type DoctorId, visitTypeId } from '@careconnect/domain/ids.ts';
import type { OnboardingRequest, WorkingHoursRequest } from './requests.ts';

/** Plain values alone: what is decided on is kept and compared. */
const plain = <T>(value: T): T => structuredClone(value);

export const onboarding = (doctorId: DoctorId, request: OnboardingRequest, at: Instant): OnboardDoctor => {
  const { profile, zone, windows, gridMinutes, policy } = plain(request);
  const visitTypes = plain(request.visitTypes).map((each) => ({ ...each, visitTypeId: visitTypeId(each.visitTypeId) }));
  return { is: 'OnboardDoctor', doctorId, profile, zone, windows, gridMinutes, visitTypes, policy, at };
};

export const workingHours = (doctorId: DoctorId, { windows }: WorkingHoursRequest, at: Instant): SetWorkingHours => ({
  is: 'SetWorkingHours',
  doctorId,
  windows: plain(windows),
  at,
});
