import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { Appointment } from '../../api/answers.ts';
import { Select } from '../../forms/field.tsx';
import { useColleaguesQuery } from './api.ts';

type SelectProps = { appointment: Appointment; chosen: DoctorId; onChoose: (doctorId: DoctorId) => void };

/** The same doctor, or one of the same specialty. */
export const DoctorSelect = ({ appointment, chosen, onChoose }: SelectProps) => {
  const { data } = useColleaguesQuery(appointment.specialization);
  const others = data?.items.filter(({ doctorId }) => doctorId !== appointment.doctorId) ?? [];
  if (others.length === 0) return null;
  return (
    <section className="step narrow" aria-label="Doctor">
      <Select id="change-doctor" label="With" value={chosen} onType={(doctorId) => onChoose(doctorId as DoctorId)}>
        <option value={appointment.doctorId}>{appointment.doctorName} (as booked)</option>
        {others.map(({ doctorId, name }) => (
          <option key={doctorId} value={doctorId}>
            {name}
          </option>
        ))}
      </Select>
    </section>
  );
};
