import type { BookingPolicy, DoctorProfile, VisitType, Window } from '@careconnect/domain/doctor/events.ts';
import type { Zone } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { Position } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

export type NewDoctor = {
  doctorId: DoctorId;
  /** Without a password: its holder is invited to choose one. */
  account: { email: string; name: string };
  profile: DoctorProfile;
  zone: Zone;
  windows: readonly Window[];
  gridMinutes: number;
  visitTypes: readonly VisitType[];
  policy: BookingPolicy;
};

const onboarding = api.injectEndpoints({
  endpoints: (build) => ({
    onboard: build.mutation<{ doctorId: DoctorId; position: Position }, NewDoctor>({
      query: ({ doctorId, ...body }) => ({ url: `commands/doctors/${doctorId}`, method: 'PUT', body }),
      invalidatesTags: ['User', 'Doctor'],
    }),
  }),
});

export const { useOnboardMutation } = onboarding;
