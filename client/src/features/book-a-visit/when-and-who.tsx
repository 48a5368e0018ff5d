import { useEffect, useRef } from 'react';
import { Fetched } from '../../parts/fetched.tsx';
import { useSlotsQuery } from './api.ts';
import { BookingStep } from './booking-step.tsx';
import { ChosenTime } from './chosen-time.tsx';
import { DayPicker } from './day-picker.tsx';
import { daysShown, firstFreeDay, weekOf } from './days.ts';
import { NextFreeDay } from './next-free-day.tsx';
import { SlotPicker } from './slot-picker.tsx';
import type { WhenProps } from './steps.ts';

/** Day and time; once a time is chosen they fold up and make room for who comes. */
export const WhenAndWho = (props: WhenProps) => {
  const { doctor, visitType, horizon, choice, change } = props;
  const from = weekOf(choice.date ?? horizon.first, horizon);
  const asked = { doctorId: doctor.doctorId, visitTypeId: visitType.visitTypeId, from, days: daysShown };
  const answer = useSlotsQuery(asked, { refetchOnMountOrArgChange: true });
  const slots = answer.currentData;
  const date = choice.date ?? (slots && firstFreeDay(slots.days)) ?? horizon.first;
  const daySlots = slots?.days.find((day) => day.date === choice.date)?.slots ?? [];
  const slot = daySlots.find(({ startsAt }) => startsAt === choice.startsAt);
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
      <p className="quiet">
        All times are the clinic's: {doctor.zone}
        {doctor.zone !== deviceZone() && `. Your device is set to ${deviceZone()}.`}
      </p>
      <DayPicker horizon={horizon} from={from} date={date} slots={slots} onChoose={(date) => change({ date })} />
      <Fetched answer={answer} what="free times" lines={4}>
        {({ days }) => (
          <>
            <SlotPicker
              day={days.find((day) => day.date === date)}
              date={date}
              onChoose={({ startsAt }) => change({ date, startsAt })}
            />
            {!firstFreeDay(days) && <NextFreeDay {...props} from={from} />}
          </>
        )}
      </Fetched>
    </section>
  );
};

const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

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
