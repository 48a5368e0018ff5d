import { useSearchParams } from 'react-router';
import type { DoctorDetails } from '../../api/answers.ts';
import { type Choice, choiceIn, choose, paramsOf } from '../../visit-times/choice.ts';
import { horizonOf } from '../../visit-times/time-picker.tsx';
import { VisitTypePicker } from '../../visit-times/visit-type-picker.tsx';
import { WhenAndWho } from './when-and-who.tsx';

/** From the visit type over day and time to the booking. What is chosen stands in the address. */
export const VisitSteps = ({ doctor }: { doctor: DoctorDetails }) => {
  const [params, setParams] = useSearchParams();
  const horizon = horizonOf(doctor);
  const choice = choiceIn(params, doctor.visitTypes, horizon);
  const change = (change: Partial<Choice>): void => {
    const before = paramsOf(choice);
    const after = choose(choice, change);
    // Back leads from a chosen time to the times again, but not through every day that was looked at.
    setParams(paramsOf(after), { replace: !(after.startsAt && !before.at) });
  };
  const visitType = doctor.visitTypes.find(({ visitTypeId }) => visitTypeId === choice.visitTypeId);
  if (!visitType)
    return (
      <section className="empty">
        <p>This doctor takes no bookings online at present.</p>
      </section>
    );
  return (
    <section aria-label="Book a visit" className="steps">
      <VisitTypePicker
        offered={doctor.visitTypes}
        chosen={visitType}
        onChoose={(visitTypeId) => change({ visitTypeId })}
      />
      <WhenAndWho doctor={doctor} visitType={visitType} horizon={horizon} choice={choice} change={change} />
    </section>
  );
};
