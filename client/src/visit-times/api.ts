import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId, VisitTypeId } from '@careconnect/domain/ids.ts';
import { addDays } from '@careconnect/domain/time/wall.ts';
import type { DoctorDetails, Slots } from '../api/answers.ts';
import { api } from '../api/api.ts';
import type { Ask } from '../api/base-query.ts';
import { firstFreeDay } from './days.ts';

export type SlotsAsked = { doctorId: DoctorId; visitTypeId: VisitTypeId; from: CalendarDate; days: number };
export type NextFreeAsked = { doctorId: DoctorId; visitTypeId: VisitTypeId; from: CalendarDate; last: CalendarDate };

const mostDaysAtOnce = 14;

const slotsOf = ({ doctorId, ...params }: SlotsAsked): Ask => ({
  url: `queries/doctors/${doctorId}/slots`,
  params,
  anyone: true,
});

const times = api.injectEndpoints({
  endpoints: (build) => ({
    doctor: build.query<DoctorDetails, DoctorId>({
      query: (doctorId) => ({ url: `queries/doctors/${doctorId}`, anyone: true }),
      providesTags: ['Doctor'],
    }),
    slots: build.query<Slots, SlotsAsked>({
      query: slotsOf,
      providesTags: ['Slots'],
      keepUnusedDataFor: 30,
    }),
    /** The first day with a free time, or null when there is none up to the last day that can be booked. */
    nextFreeDay: build.query<CalendarDate | null, NextFreeAsked>({
      queryFn: async ({ from, last, ...asked }, _api, _extra, ask) => {
        for (let start = from; start <= last; start = addDays(start, mostDaysAtOnce)) {
          const { data, error } = await ask(slotsOf({ ...asked, from: start, days: mostDaysAtOnce }));
          if (error) return { error };
          const free = firstFreeDay((data as Slots).days);
          if (free) return { data: free };
        }
        return { data: null };
      },
    }),
  }),
});

export const { useDoctorQuery, useSlotsQuery, useLazyNextFreeDayQuery } = times;
