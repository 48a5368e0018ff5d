import { scheduleOn } from '@careconnect/domain/doctor/plan.ts';
import type { Schedule } from '@careconnect/domain/doctor/schedule.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { accountOf, type DoctorId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorStream, userStream } from '@careconnect/domain/streams.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import type { DoctorHandler, UserHandler } from '../handlers.ts';

/** What decides which slots a doctor offers on a date. */
export type Schedules = (doctor: DoctorId, date: CalendarDate, fresh: boolean) => Promise<Schedule>;

export const schedulesOf =
  ({ doctors }: { doctors: DoctorHandler }): Schedules =>
  async (doctor, date, fresh) => {
    const { state } = await doctors.load(doctorStream(doctor), { fresh });
    if (state.is === 'Onboarded') return scheduleOn(state.plan, date, publicHolidayOn);
    throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
  };

/** For what is new: a doctor who is shut out keeps the visits there are, and gets no others. */
export const openSchedulesOf =
  ({ schedules, users }: { schedules: Schedules; users: UserHandler }): Schedules =>
  async (doctor, date, fresh) => {
    const account = users.load(userStream(accountOf(doctor)), { fresh });
    const [schedule, { state }] = await Promise.all([schedules(doctor, date, fresh), account]);
    if (state.is !== 'Deactivated') return schedule;
    throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
  };
