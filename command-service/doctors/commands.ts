import type {
  ChangeDoctorProfile,
  OnboardDoctor,
  SetBookingPolicy,
  SetVisitTypes,
  SetWorkingHours,
} from '@careconnect/domain/doctor/decide.ts';
import type { BookingPolicy, VisitType } from '@careconnect/domain/doctor/events.ts';
import { defaultPolicy, noBuffers } from '@careconnect/domain/doctor/schedule.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import { type DoctorId, visitTypeId } from '@careconnect/domain/ids.ts';
import type {
  OnboardingRequest,
  PolicyRequest,
  ProfileRequest,
  VisitTypesRequest,
  WorkingHoursRequest,
} from './requests.ts';

/** Plain values alone: what is decided on is kept and compared. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export const onboarding = (doctorId: DoctorId, request: OnboardingRequest, at: Instant): OnboardDoctor => {
  const { profile, zone, windows, gridMinutes } = plain(request);
  const policy = policyIn(request.policy);
  const visitTypes = visitTypesIn(request.visitTypes);
  return { is: 'OnboardDoctor', doctorId, profile, zone, windows, gridMinutes, visitTypes, policy, at };
};

export const changedProfile = (doctorId: DoctorId, request: ProfileRequest, at: Instant): ChangeDoctorProfile => ({
  is: 'ChangeDoctorProfile',
  doctorId,
  profile: plain(request),
  at,
});

export const workingHours = (
  doctorId: DoctorId,
  { windows, validFrom }: WorkingHoursRequest,
  at: Instant,
): SetWorkingHours => ({
  is: 'SetWorkingHours',
  doctorId,
  windows: plain(windows),
  validFrom: validFrom ?? 'today',
  at,
});

/** What is not said is as it is by default. */
const policyIn = (policy: PolicyRequest): BookingPolicy => ({ ...defaultPolicy, ...plain(policy) });

const visitTypesIn = (visitTypes: VisitTypesRequest['visitTypes']): VisitType[] =>
  plain(visitTypes).map((each) => ({ ...noBuffers, ...each, visitTypeId: visitTypeId(each.visitTypeId) }));

export const bookingPolicy = (doctorId: DoctorId, request: PolicyRequest, at: Instant): SetBookingPolicy => ({
  is: 'SetBookingPolicy',
  doctorId,
  policy: policyIn(request),
  at,
});

export const visitTypes = (doctorId: DoctorId, request: VisitTypesRequest, at: Instant): SetVisitTypes => ({
  is: 'SetVisitTypes',
  doctorId,
  gridMinutes: request.gridMinutes,
  visitTypes: visitTypesIn(request.visitTypes),
  at,
});
