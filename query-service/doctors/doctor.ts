import type { DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import type { Schedule } from '@careconnect/domain/doctor/schedule.ts';

export type DoctorRow = { doctor_id: string; name: string; profile: DoctorProfile; schedule: Schedule };

/** What anybody may know of a doctor. */
export const doctorOf = ({ doctor_id, name, profile, schedule }: DoctorRow) => ({
  doctorId: doctor_id,
  name,
  specialization: profile.specialization,
  startedYear: profile.startedYear,
  consultationFee: profile.consultationFee,
  about: profile.about,
  image: profile.image,
  degree: profile.degree,
  address: profile.address,
  zone: schedule.zone,
});
