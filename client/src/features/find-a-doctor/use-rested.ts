import { useEffect, useRef, useState } from 'react';

const restMilliseconds = 300;

/** A text that is told once the fingers rest; when it changes by other ways, the field follows. */
export const useRested = (known: string, told: (text: string) => void): [string, (text: string) => void] => {
  const [text, setText] = useState(known);
  // Something else may have been chosen since the last key.
  const tell = useRef(told);
  useEffect(() => {
    tell.current = told;
  });
  useEffect(() => setText((typed) => (typed.trim() === known ? typed : known)), [known]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the clock anew
  useEffect(() => {
    if (text.trim() === known) return;
    const timer = setTimeout(() => tell.current(text.trim()), restMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
};
