import type { Schedule } from '@careconnect/domain/doctor/schedule.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import type { DoctorHandler } from '../handlers.ts';

/** What decides which slots a doctor offers. */
export type Schedules = (doctor: DoctorId, fresh: boolean) => Promise<Schedule>;

export const schedulesOf =
  ({ doctors }: { doctors: DoctorHandler }): Schedules =>
  async (doctor, fresh) => {
    const { state } = await doctors.load(doctorStream(doctor), { fresh });
    if (state.is === 'Onboarded') return state.schedule;
    throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
  };
