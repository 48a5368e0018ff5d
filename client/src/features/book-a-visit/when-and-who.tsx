import { useEffect, useRef } from 'react';
import type { WhenProps } from '../../visit-times/choice.ts';
import { TimePicker, useTimes } from '../../visit-times/time-picker.tsx';
import { BookingStep } from './booking-step.tsx';
import { ChosenTime } from './chosen-time.tsx';

/** Day and time; once a time is chosen they fold up and make room for who comes. */
export const WhenAndWho = (props: WhenProps) => {
  const { doctor, visitType, change } = props;
  const times = useTimes(props);
  const { date, daySlots, slot } = times;
  const again = useFocusOnReturn(slot !== undefined);
  if (slot)
    return (
      <>
        <ChosenTime {...props} date={date} slot={slot} onChange={() => change({ date, startsAt: undefined })} />
        <BookingStep
          doctor={doctor}
          visitType={visitType}
          date={date}
          slot={slot}
          daySlots={daySlots}
          onOther={({ startsAt }) => change({ date, startsAt })}
        />
      </>
    );
  return (
    <section className="step" aria-labelledby="when">
      <h2 id="when" tabIndex={-1} ref={again}>
        Day and time
      </h2>
      <TimePicker {...props} times={times} />
    </section>
  );
};

/** Who lets go of a chosen time goes on where times are chosen. */
const useFocusOnReturn = (chosen: boolean) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const was = useRef(chosen);
  useEffect(() => {
    if (was.current && !chosen) heading.current?.focus();
    was.current = chosen;
  }, [chosen]);
  return heading;
};
