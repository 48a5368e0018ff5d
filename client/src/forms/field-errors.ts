import type { Problem } from '../api/problem.ts';

/** What is wrong with which field. */
export type FieldErrors<Field extends string> = Partial<Record<Field, string>>;

/** Each check says what is wrong, or nothing. */
export const check = <Field extends string>(checks: Record<Field, string | false | undefined>): FieldErrors<Field> =>
  Object.fromEntries(Object.entries(checks).filter(([, message]) => message)) as FieldErrors<Field>;

export const hasErrors = (errors: FieldErrors<string>): boolean => Object.keys(errors).length > 0;

/** What the server found wrong with fields of this form; the first message of each. */
export const fieldErrorsOf = <Field extends string>(
  problem: Problem | undefined,
  labels: Record<Field, string>,
): FieldErrors<Field> => {
  if (problem?.is !== 'Refused') return {};
  const errors: FieldErrors<Field> = {};
  for (const { field, message } of problem.errors)
    if (Object.hasOwn(labels, field)) errors[field as Field] ??= message.replace(field, labels[field as Field]);
  return errors;
};
