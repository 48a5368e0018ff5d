import { useState } from 'react';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { useSending } from '../../forms/use-sending.ts';

/** A form that changes what is set, and says so once it has. */
export const useSetting = <Field extends string>(labels: Record<Field, string>) => {
  const { send, ...sending } = useSending(labels);
  const [saved, setSaved] = useState('');
  const save = (wrong: FieldErrors<Field>, change: () => Promise<unknown>, words: string): Promise<void> => {
    setSaved('');
    return send(wrong, async () => {
      await change();
      setSaved(words);
    });
  };
  return { ...sending, saved, save };
};
