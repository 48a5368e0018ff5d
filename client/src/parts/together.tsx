import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useState } from 'react';
import { Waiting } from './waiting.tsx';

type Await = () => () => void;

const Awaiting = createContext<Await>(() => () => {});

type Answer = { currentData?: unknown; error?: unknown; isFetching: boolean };

/** Lets the parts around wait until this is answered for the first time, or has failed. */
export const useAwaited = ({ currentData, error, isFetching }: Answer): void => {
  const begin = useContext(Awaiting);
  const waits = currentData === undefined && (isFetching || !error);
  useLayoutEffect(() => (waits ? begin() : undefined), [waits, begin]);
};

type TogetherProps = { what: string; lines?: number; children: ReactNode };

/**
 * Parts that are fetched each by itself and shown at once, when the last of them has come or failed: else one that comes
 * late would push the others away, and a press on them would miss. From then on each waits for itself.
 */
export const Together = ({ what, lines, children }: TogetherProps) => {
  const [awaited, setAwaited] = useState(0);
  const [begun, setBegun] = useState(false);
  const [shown, setShown] = useState(false);
  const begin = useCallback<Await>(() => {
    setAwaited((count) => count + 1);
    return () => setAwaited((count) => count - 1);
  }, []);
  // Behind the same of the parts: those that wait have said so.
  useLayoutEffect(() => setBegun(true), []);
  if (begun && awaited === 0 && !shown) setShown(true);
  const hidden = begun && !shown;
  return (
    <Awaiting value={begin}>
      {hidden && <Waiting what={what} {...(lines === undefined ? {} : { lines })} />}
      <div className="together" hidden={hidden}>
        {children}
      </div>
    </Awaiting>
  );
};
