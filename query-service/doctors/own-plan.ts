import type { Plan } from '@careconnect/domain/doctor/plan.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Pool } from 'pg';

export type OwnAsked = { doctorId: string; userId: string; role: Role };

/** What a doctor has set, for the doctor and admins; null when it is no doctor, or not the one who asks. */
export const ownPlan = async (pool: Pool, { doctorId, userId, role }: OwnAsked): Promise<Plan | null> => {
  const { rows } = await pool.query<{ plan: Plan }>({
    name: 'own-plan',
    text: `SELECT plan FROM read.doctor_details
            WHERE doctor_id = $1 AND profile IS NOT NULL AND (doctor_id = $2 OR $3 = 'ADMIN')`,
    values: [doctorId, userId, role],
  });
  return rows[0]?.plan ?? null;
};
