import type { Absence, BookingPolicy, VisitType, Window } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate, Zone } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { BlockedTime, DoctorsSchedule, Page, Position, Tagged } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';
import { ifMatch, tagged } from '../../api/tag.ts';

type Done = { position: Position };
type Of<Asked> = { doctorId: DoctorId } & Asked;
/** Asked of the schedule as it was seen. */
type Seen<Asked> = Of<Asked & Tagged>;
export type NewAbsence = Omit<Absence, 'absenceId'> & {
  absenceId: string;
  reason?: string;
  appointments?: 'keep' | 'cancel';
  message?: string;
};

const changes = { invalidatesTags: ['Schedule', 'Slots'] as ('Schedule' | 'Slots')[] };

const schedules = api.injectEndpoints({
  endpoints: (build) => ({
    schedule: build.query<DoctorsSchedule, DoctorId>({
      query: (doctorId) => ({ url: `queries/doctors/${doctorId}/schedule` }),
      transformResponse: tagged,
      providesTags: ['Schedule'],
    }),
    blockedTime: build.infiniteQuery<Page<BlockedTime>, DoctorId, string>({
      infiniteQueryOptions: paged,
      query: ({ queryArg: doctorId, pageParam: after }) => ({
        url: `queries/doctors/${doctorId}/blocked-time`,
        params: { after: after || undefined },
      }),
      providesTags: ['Schedule'],
    }),
    countries: build.query<{ items: { country: string; name: string }[] }, void>({
      query: () => ({ url: 'queries/countries' }),
      keepUnusedDataFor: 3600,
    }),
    setHours: build.mutation<Done, Seen<{ windows: readonly Window[]; validFrom: CalendarDate }>>({
      query: ({ doctorId, tag, ...body }) => ({
        ...{ url: `commands/doctors/${doctorId}/working-hours`, method: 'PUT', headers: ifMatch(tag), body },
      }),
      ...changes,
    }),
    withdrawHours: build.mutation<Done, Of<{ from: CalendarDate }>>({
      query: ({ doctorId, from }) => ({
        ...{ url: `commands/doctors/${doctorId}/working-hours/${from}/removal`, method: 'POST', body: {} },
      }),
      ...changes,
    }),
    setZone: build.mutation<Done, Seen<{ zone: Zone; validFrom: CalendarDate }>>({
      query: ({ doctorId, tag, ...body }) => ({
        ...{ url: `commands/doctors/${doctorId}/zone`, method: 'PUT', headers: ifMatch(tag), body },
      }),
      ...changes,
    }),
    setVisitTypes: build.mutation<Done, Seen<{ gridMinutes: number; visitTypes: readonly VisitType[] }>>({
      query: ({ doctorId, tag, ...body }) => ({
        ...{ url: `commands/doctors/${doctorId}/visit-types`, method: 'PUT', headers: ifMatch(tag), body },
      }),
      ...changes,
    }),
    setPolicy: build.mutation<Done, Seen<{ policy: BookingPolicy }>>({
      query: ({ doctorId, tag, policy }) => ({
        ...{ url: `commands/doctors/${doctorId}/policy`, method: 'PUT', headers: ifMatch(tag), body: policy },
      }),
      ...changes,
    }),
    setCountry: build.mutation<Done, Seen<{ country: string | null }>>({
      query: ({ doctorId, tag, country }) => ({
        ...{ url: `commands/doctors/${doctorId}/holidays`, method: 'PUT', headers: ifMatch(tag), body: { country } },
      }),
      ...changes,
    }),
    setHolidayWork: build.mutation<Done, Of<{ date: CalendarDate; works: boolean }>>({
      query: ({ doctorId, date, works }) => ({
        ...{ url: `commands/doctors/${doctorId}/holidays/${date}`, method: 'PUT', body: { works } },
      }),
      ...changes,
    }),
    planAbsence: build.mutation<Done, Of<NewAbsence>>({
      query: ({ doctorId, absenceId, ...body }) => ({
        ...{ url: `commands/doctors/${doctorId}/absences/${absenceId}`, method: 'PUT', body },
      }),
      // A refusal, too, may have blocked some of the days.
      invalidatesTags: ['Schedule', 'Slots', 'Appointment'],
    }),
    unblock: build.mutation<Done, Of<Pick<BlockedTime, 'id' | 'is' | 'firstDate'>>>({
      query: ({ doctorId, id, is, firstDate }) => {
        const what = is === 'absence' ? `absences/${id}` : `days/${firstDate}/blocks/${id}`;
        return { url: `commands/doctors/${doctorId}/${what}/removal`, method: 'POST', body: {} };
      },
      ...changes,
    }),
  }),
});

export const {
  useScheduleQuery,
  useLazyScheduleQuery,
  useBlockedTimeInfiniteQuery,
  useCountriesQuery,
  useSetHoursMutation,
  useWithdrawHoursMutation,
  useSetZoneMutation,
  useSetVisitTypesMutation,
  useSetPolicyMutation,
  useSetCountryMutation,
  useSetHolidayWorkMutation,
  usePlanAbsenceMutation,
  useUnblockMutation,
} = schedules;
