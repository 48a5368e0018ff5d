import { accountOf, type DoctorId, type UserId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';

/** Another doctor answers exactly like a missing one. */
export const own = (doctor: DoctorId, { userId, role }: { userId: UserId; role: 'ADMIN' | 'DOCTOR' }): void => {
  if (role === 'DOCTOR' && accountOf(doctor) !== userId)
    throw new Refusal('doctor-not-found', 'There is no such doctor.', {});
};
