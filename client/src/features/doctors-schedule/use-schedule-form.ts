import type { DoctorsSchedule } from '../../api/answers.ts';
import { useReplacing } from '../../forms/use-replacing.tsx';
import { useLazyScheduleQuery } from './api.ts';

type ScheduleForm<Fields, Field extends string> = {
  labels: Record<Field, string>;
  part: (schedule: DoctorsSchedule) => unknown;
  begin: (schedule: DoctorsSchedule) => Fields;
  lines: (schedule: DoctorsSchedule) => readonly string[];
};

/** A form that replaces one part of a schedule. */
export const useScheduleForm = <Fields extends object, Field extends string>(
  schedule: DoctorsSchedule,
  form: ScheduleForm<Fields, Field>,
) => {
  const [look] = useLazyScheduleQuery();
  return useReplacing({ seen: schedule, look: () => look(schedule.doctorId).unwrap(), ...form });
};
