import type { Slot } from '@careconnect/domain/day/slots.ts';
import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatMoment } from '@careconnect/domain/time/format.ts';
import { useEffect, useRef } from 'react';
import type { DoctorDetails } from '../../api/answers.ts';

type ChosenProps = {
  doctor: DoctorDetails;
  visitType: VisitType;
  date: CalendarDate;
  slot: Slot;
  onChange: () => void;
};

export const ChosenTime = ({ doctor, visitType, date, slot, onChange }: ChosenProps) => {
  const { startsAt, time } = slot;
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each newly chosen time is read out
  useEffect(() => heading.current?.focus(), [startsAt]);
  return (
    <section className="step step-done" aria-labelledby="chosen">
      <div>
        <h2 id="chosen" tabIndex={-1} ref={heading}>
          {formatMoment({ date, time, zone: doctor.zone, startsAt })}
        </h2>
        <p className="quiet">
          {visitType.minutes} minutes with {doctor.name}, {doctor.address}
        </p>
      </div>
      <button type="button" onClick={onChange}>
        Change day or time
      </button>
    </section>
  );
};
