import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { CalendarDate, WallTime, Zone } from '@careconnect/domain/event.ts';
import type { AppointmentId, DoctorId } from '@careconnect/domain/ids.ts';
import { api } from '../../api/api.ts';

export type WeekVisit = {
  appointmentId: AppointmentId;
  from: WallTime;
  to: WallTime;
  status: AppointmentStatus;
  /** Empty once the person has been erased. */
  patientName: string;
  visitType: string | null;
};
export type WeekDay = { date: CalendarDate; zone: Zone; visits: WeekVisit[] };
export type Week = { today: CalendarDate; days: WeekDay[] };

const weeks = api.injectEndpoints({
  endpoints: (build) => ({
    week: build.query<Week, { doctorId: DoctorId; monday: CalendarDate }>({
      query: ({ doctorId, monday }) => ({ url: `queries/doctors/${doctorId}/weeks/${monday}` }),
      providesTags: ['Appointment'],
    }),
  }),
});

export const { useWeekQuery } = weeks;
