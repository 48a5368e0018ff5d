import { useRef } from 'react';

/**
 * An id made once per intention: sending the same form again, for whatever reason, sends the same id, and so does nothing
 * twice. `renew` begins a new intention.
 */
export const useIntention = () => {
  const id = useRef('');
  return {
    id: (): string => {
      if (id.current === '') id.current = crypto.randomUUID();
      return id.current;
    },
    renew: (): void => {
      id.current = '';
    },
  };
};
