import type { Slot } from '@careconnect/domain/day/slots.ts';
import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import { useSelector } from 'react-redux';
import { useSearchParams } from 'react-router';
import type { Appointment, DoctorDetails } from '../../api/answers.ts';
import { selectUser } from '../../session/session.ts';
import { type Choice, choiceIn, choose, paramsOf } from '../../visit-times/choice.ts';
import { horizonOf, TimePicker, useTimes } from '../../visit-times/time-picker.tsx';
import { VisitTypePicker } from '../../visit-times/visit-type-picker.tsx';
import { ConfirmForm } from './confirm-form.tsx';

type NewTimeProps = { appointment: Appointment; doctor: DoctorDetails };

/** With the same doctor the visit stays what was booked; another doctor has visit types of their own. */
export const NewTime = ({ appointment, doctor }: NewTimeProps) => {
  const [params, setParams] = useSearchParams();
  const same = doctor.doctorId === appointment.doctorId && appointment.visitType;
  const offered = same ? [same] : doctor.visitTypes;
  const choice = choiceIn(params, offered, horizonOf(doctor));
  const change = (change: Partial<Choice>): void => {
    const after = paramsOf(choose(choice, change));
    setParams(same ? after : { ...after, doctor: doctor.doctorId }, { replace: !('startsAt' in change) });
  };
  const visitType = offered.find(({ visitTypeId }) => visitTypeId === choice.visitTypeId);
  if (!visitType) return <p className="empty">This doctor takes no bookings online at present.</p>;
  return (
    <>
      {!same && (
        <VisitTypePicker offered={offered} chosen={visitType} onChoose={(visitTypeId) => change({ visitTypeId })} />
      )}
      <When {...{ appointment, doctor, visitType, choice, change }} />
    </>
  );
};

type WhenProps = NewTimeProps & { visitType: VisitType; choice: Choice; change: (change: Partial<Choice>) => void };

const When = ({ appointment, doctor, visitType, choice, change }: WhenProps) => {
  const isStaff = useSelector(selectUser)?.role !== 'PATIENT';
  const when = { doctor, visitType, horizon: horizonOf(doctor), choice, change };
  const times = useTimes(when);
  const { slot, date } = times;
  const again = () => change({ date, startsAt: undefined });
  const other = ({ startsAt }: Pick<Slot, 'startsAt'>) => change({ date, startsAt });
  return (
    <section className="step" aria-labelledby="when">
      <h2 id="when">{slot ? 'The new time' : 'Day and time'}</h2>
      {slot ? (
        <ConfirmForm
          key={slot.startsAt}
          {...{ appointment, doctor, visitType, date, slot }}
          onAgain={again}
          onOther={other}
        />
      ) : (
        <TimePicker {...when} times={times} anyTime={isStaff} />
      )}
    </section>
  );
};
