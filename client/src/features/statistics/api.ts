import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { api } from '../../api/api.ts';

/** Percentages are empty where there is nothing to be a part of. */
export type Statistics = {
  from: CalendarDate;
  to: CalendarDate;
  users: { role: Role; users: number }[];
  appointments: number;
  byStatus: { status: AppointmentStatus; appointments: number }[];
  byDay: { date: CalendarDate; appointments: number; cancelled: number; noShows: number }[];
  /** By UTC. How many there were is told of the end of the day. */
  peopleByDay: { date: CalendarDate; newUsers: number; users: number; newDoctors: number; doctors: number }[];
  bySpecialization: { specialization: string; appointments: number }[];
  cancelledPercent: number | null;
  noShowPercent: number | null;
  utilisationPercent: number | null;
  revenue: { currency: string; received: string; refunded: string }[];
};

export type Days = { from: CalendarDate; days: number };

const statistics = api.injectEndpoints({
  endpoints: (build) => ({
    statistics: build.query<Statistics, Days>({
      query: (params) => ({ url: 'queries/statistics', params }),
    }),
  }),
});

export const { useStatisticsQuery } = statistics;
