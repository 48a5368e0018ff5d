import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { DoctorDetails, DoctorsDay } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

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
  }),
});

export const { useDayOwnerQuery, useDoctorsDayQuery } = days;
