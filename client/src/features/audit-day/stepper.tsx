import type { KeyboardEvent } from 'react';

type StepperProps = {
  /** The revision of the event after which the day is shown. */
  at: number;
  events: number;
  onStep: (at: number) => void;
};

/** Goes from event to event: by its buttons, by dragging, or by the arrow keys on any of them. */
export const Stepper = ({ at, events, onStep }: StepperProps) => {
  const last = events - 1;
  const step = (by: number) => {
    const to = Math.min(last, Math.max(0, at + by));
    if (to !== at) onStep(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    // The range knows its keys itself.
    if (by === undefined || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    step(by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, for nothing is filled in
    <div role="group" aria-label="After which event" className="stepper" onKeyDown={onKeyDown}>
      <button type="button" aria-disabled={at <= 0} onClick={() => step(-1)}>
        ‹ Previous
      </button>
      <input
        type="range"
        aria-label="Event"
        aria-valuetext={`Event ${at + 1} of ${events}`}
        min={0}
        max={last}
        value={at}
        onChange={(event) => onStep(Number(event.target.value))}
      />
      <button type="button" aria-disabled={at >= last} onClick={() => step(1)}>
        Next ›
      </button>
    </div>
  );
};
