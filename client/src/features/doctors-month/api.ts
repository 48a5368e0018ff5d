import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { api } from '../../api/api.ts';

export type Overview = {
  today: CalendarDate;
  days: { date: CalendarDate; counts: { status: AppointmentStatus; appointments: number }[] }[];
};

const days = api.injectEndpoints({
  endpoints: (build) => ({
    overview: build.query<Overview, { doctorId: DoctorId; from: CalendarDate; days: number }>({
      query: ({ doctorId, ...params }) => ({ url: `queries/doctors/${doctorId}/days`, params }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useOverviewQuery } = days;
