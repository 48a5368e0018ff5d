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
  const [awaited, setAwaited] = useState<number>();
  const [shown, setShown] = useState(false);
  const begin = useCallback<Await>(() => {
    setAwaited((count = 0) => count + 1);
    return () => setAwaited((count = 0) => count - 1);
  }, []);
  if (awaited === 0 && !shown) setShown(true);
  const hidden = awaited !== undefined && !shown;
  return (
    <Awaiting value={begin}>
      {hidden && <Waiting what={what} {...(lines === undefined ? {} : { lines })} />}
      <div className="together" hidden={hidden}>
        {children}
      </div>
    </Awaiting>
  );
};
