import type { SlotTime } from '@careconnect/domain/day/slots.ts';
import { Link } from 'react-router';
import { type Problem, refusedAs } from '../api/problem.ts';

type OtherTimesProps = {
  nearest: readonly SlotTime[] | undefined;
  problem?: Problem | undefined;
  onOther: (slot: SlotTime) => void;
};

/** The way on after a refused booking: the nearest free times, one press away. */
export const OtherTimes = ({ nearest, problem, onOther }: OtherTimesProps) => {
  if (refusedAs(problem, 'asked-differently'))
    return (
      <p>
        An earlier try of yours arrived after all. Look at <Link to="/appointments">your appointments</Link> before you
        book again.
      </p>
    );
  if (!nearest) return null;
  if (nearest.length === 0) return <p>Nothing else is free on this day. Please choose another day.</p>;
  return (
    <>
      <p>What you typed is kept. The nearest free times of this day:</p>
      <ul className="slots">
        {nearest.map((slot) => (
          <li key={slot.startsAt}>
            <button type="button" className="slot" onClick={() => onOther(slot)}>
              <span className="slot-time">{slot.time}</span>
              <span className="slot-state">free</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
