import type { DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { DoctorDetails, Position, Tagged } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { ifMatch, tagged } from '../../api/tag.ts';

export type TaggedDoctor = DoctorDetails & Tagged;

const profiles = api.injectEndpoints({
  endpoints: (build) => ({
    profile: build.query<TaggedDoctor, DoctorId>({
      query: (doctorId) => ({ url: `queries/doctors/${doctorId}`, anyone: true }),
      transformResponse: tagged,
      providesTags: ['Doctor'],
    }),
    changeProfile: build.mutation<{ position: Position }, Tagged & { doctorId: DoctorId; profile: DoctorProfile }>({
      query: ({ doctorId, tag, profile }) => ({
        ...{ url: `commands/doctors/${doctorId}/profile`, method: 'PUT', headers: ifMatch(tag), body: profile },
      }),
      invalidatesTags: ['Doctor'],
    }),
  }),
});

export const { useProfileQuery, useLazyProfileQuery, useChangeProfileMutation } = profiles;
