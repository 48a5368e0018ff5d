import type { Instant } from '../event.ts';
import type { AbsenceId, DoctorId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { sameContent } from '../same-content.ts';
import { addDays } from '../time/wall.ts';
import { absentOn } from './absence.ts';
import type { Absence, DoctorEvent } from './events.ts';
import { onboarded } from './onboarded.ts';
import { furthestPlanned, todayOf } from './plan.ts';
import type { Doctor } from './state.ts';

export type PlanAbsence = Readonly<{ is: 'PlanAbsence'; doctorId: DoctorId; absence: Absence; at: Instant }>;
export type WithdrawAbsence = Readonly<{
  is: 'WithdrawAbsence';
  doctorId: DoctorId;
  absenceId: AbsenceId;
  at: Instant;
}>;

/** Asking for the same again is quiet, for as long as it is not withdrawn. */
export const planAbsence = ({ doctorId, absence, at }: PlanAbsence, doctor: Doctor): DoctorEvent[] => {
  const { plan, absences } = onboarded(doctor);
  const known = absences.get(absence.absenceId);
  if (known && sameContent(known, { ...absence, withdrawn: false })) return [];
  if (known) throw new Refusal('asked-differently', 'This id was used before for another absence.', {});
  absentOn(absence);
  if (absence.from >= absence.to)
    throw new Refusal('ends-before-it-begins', 'The time ends after it begins.', {
      from: absence.from,
      to: absence.to,
    });
  const latest = addDays(todayOf(plan, at), furthestPlanned);
  if (absence.lastDate > latest) throw new Refusal('too-far-ahead', 'Nothing is planned this far ahead.', { latest });
  return [{ type: 'AbsencePlanned', data: { doctorId, ...absence, plannedAt: at } }];
};

export const withdrawAbsence = ({ doctorId, absenceId, at }: WithdrawAbsence, doctor: Doctor): DoctorEvent[] => {
  const { withdrawn } = absenceOf(doctor, absenceId);
  return withdrawn ? [] : [{ type: 'AbsenceWithdrawn', data: { doctorId, absenceId, withdrawnAt: at } }];
};

export const absenceOf = (doctor: Doctor, absenceId: AbsenceId): Absence & { withdrawn: boolean } => {
  const absence = onboarded(doctor).absences.get(absenceId);
  if (!absence) throw new Refusal('absence-not-found', 'There is no such absence.', {});
  return absence;
};
