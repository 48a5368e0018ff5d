import { nearestFree, type SlotTime } from '@careconnect/domain/day/slots.ts';
import type { PatientId } from '@careconnect/domain/ids.ts';
import { useNavigate } from 'react-router';
import type { Patient } from '../../api/answers.ts';
import { type Problem, refusedAs } from '../../api/problem.ts';
import { check } from '../../forms/field-errors.ts';
import { renewing } from '../../forms/intention.ts';
import { useDraft } from '../../forms/use-draft.ts';
import { useSending } from '../../forms/use-sending.ts';
import { useBookMutation } from './api.ts';
import type { BookingProps } from './steps.ts';

const labels = { patientId: 'Who the visit is for', notes: 'Notes' } as const;
const untouched = { patientId: '', notes: '', key: '' };

/** What is typed, sending it, and what to offer when the time is gone. */
export const useBooking = (
  { doctor, visitType, date, slot, daySlots, onOther }: BookingProps,
  patients: readonly Patient[],
) => {
  const { fields: typed, change, finish } = useDraft(`book:${doctor.doctorId}`, untouched);
  const sending = useSending(labels);
  const [book] = useBookMutation();
  const navigate = useNavigate();
  const fields = { ...typed, patientId: typed.patientId || theOnly(patients) };

  const submit = () =>
    sending.send(check({ patientId: !fields.patientId && 'Choose who the visit is for' }), async () => {
      // Made once and kept with what is typed: however often this is sent, it is one booking.
      const key = fields.key || crypto.randomUUID();
      change({ key });
      const { appointmentId, status } = await book({
        doctorId: doctor.doctorId,
        date,
        patientId: fields.patientId as PatientId,
        visitTypeId: visitType.visitTypeId,
        startsAt: slot.startsAt,
        ...(fields.notes.trim() ? { notes: fields.notes.trim() } : {}),
        idempotencyKey: key,
      })
        .unwrap()
        .catch(renewing(() => change({ key: '' })));
      finish();
      navigate('/appointments', { state: { booked: appointmentId, status } });
    });
  const other = (slot: SlotTime): void => {
    sending.forget();
    onOther(slot);
  };
  const nearest =
    nearestIn(sending.problem) ?? (slot.state === 'free' ? undefined : nearestFree(daySlots, slot.startsAt));
  return { ...sending, fields, change, submit, other, nearest };
};

const theOnly = (patients: readonly Patient[]): string => (patients.length === 1 ? (patients[0]?.patientId ?? '') : '');

const nearestIn = (problem: Problem | undefined): readonly SlotTime[] | undefined =>
  refusedAs(problem, 'slot-taken', 'outside-working-hours', 'in-the-past', 'too-soon')?.nearest;
