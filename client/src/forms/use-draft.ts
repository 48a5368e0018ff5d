import { useCallback } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { type Draft, type Drafts, finished, typed } from './drafts.ts';

type Known = { drafts: Drafts };

/** The fields of a form, kept outside of the page that shows it. Fields not yet touched are as they begin. */
export const useDraft = <Fields extends Draft>(form: string, begin: Fields) => {
  const dispatch = useDispatch();
  const kept = useSelector(({ drafts }: Known) => drafts.texts[form]);
  const change = useCallback(
    (change: Partial<Fields>) => dispatch(typed({ form, change: change as Draft })),
    [dispatch, form],
  );
  const finish = useCallback(() => dispatch(finished(form)), [dispatch, form]);
  return { fields: { ...begin, ...kept } as Fields, change, finish };
};
