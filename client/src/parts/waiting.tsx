/** Shown only after a moment, so that what comes quickly does not flicker; said to whoever cannot see it. */
export const Waiting = ({ what, lines = 3 }: { what: string; lines?: number }) => (
  <div className="waiting" role="status">
    <span className="only-read">Loading {what}</span>
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
      <span key={line} className="waiting-line" aria-hidden="true" />
    ))}
  </div>
);
