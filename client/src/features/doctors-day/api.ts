import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { Appointment, DoctorDetails, DoctorsDay, Page } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

const days = api.injectEndpoints({
  endpoints: (build) => ({
    /** Whose day it is: the name, and the zone that says which day is today. */
    dayOwner: build.query<Pick<DoctorDetails, 'name' | 'zone'>, DoctorId>({
      query: (doctorId) => ({ url: `queries/doctors/${doctorId}`, anyone: true }),
    }),
    doctorsDay: build.query<DoctorsDay, { doctorId: DoctorId; date: CalendarDate }>({
      query: ({ doctorId, date }) => ({ url: `queries/doctors/${doctorId}/days/${date}` }),
      providesTags: ['Appointment'],
    }),
    requests: build.infiniteQuery<Page<Appointment>, DoctorId, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: doctorId, pageParam }) => ({
        url: `queries/doctors/${doctorId}/requests`,
        params: { after: pageParam || undefined, limit: 5 },
      }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useDayOwnerQuery, useDoctorsDayQuery, useRequestsInfiniteQuery } = days;
