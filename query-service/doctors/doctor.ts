import type { DoctorProfile } from '@careconnect/domain/doctor/events.ts';
import { type Plan, zoneAt } from '@careconnect/domain/doctor/plan.ts';
import type { Instant } from '@careconnect/domain/event.ts';

export type DoctorRow = {
  doctor_id: string;
  name: string;
  profile: DoctorProfile;
  plan: Plan;
  ratings: number | null;
  rating: string | null;
  next_free: Instant | null;
};

/** What `doctorOf` needs, of the doctors that a part `shown (doctor_id)` of the query names. */
export const selectDoctors = `
  FROM shown JOIN read.doctor_details details USING (doctor_id) JOIN app_users ON user_id = doctor_id
  LEFT JOIN read.doctor_search USING (doctor_id) LEFT JOIN availability.next_free USING (doctor_id)`;
export const doctorColumns = `doctor_id, name, profile, plan, ratings, rating, read.iso(starts_at) AS next_free`;

/** What anybody may know of a doctor. */
export const doctorOf = ({ doctor_id, name, profile, plan, ratings, rating, next_free }: DoctorRow, now: Instant) => ({
  doctorId: doctor_id,
  name,
  specialization: profile.specialization,
  startedYear: profile.startedYear,
  consultationFee: profile.consultationFee,
  about: profile.about,
  image: profile.image,
  degree: profile.degree,
  address: profile.address,
  zone: zoneAt(plan, now),
  languages: profile.languages ?? [],
  gender: profile.gender ?? null,
  ways: profile.ways ?? (['in-person'] as const),
  rated: ratings && rating ? { average: Number(rating), ratings } : null,
  nextFree: next_free,
});
