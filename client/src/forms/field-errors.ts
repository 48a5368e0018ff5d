import type { Problem } from '../api/problem.ts';

/** What is wrong with which field. */
export type FieldErrors<Field extends string> = Partial<Record<Field, string>>;

/** Each check says what is wrong, or nothing. */
export const check = <Field extends string>(checks: Record<Field, string | false | undefined>): FieldErrors<Field> =>
  Object.fromEntries(Object.entries(checks).filter(([, message]) => message)) as FieldErrors<Field>;

export const hasErrors = (errors: FieldErrors<string>): boolean => Object.keys(errors).length > 0;

/** What the server found wrong with fields of this form; the first message of each. A form knows a field by the end of its path. */
export const fieldErrorsOf = <Field extends string>(
  problem: Problem | undefined,
  labels: Record<Field, string>,
): FieldErrors<Field> => {
  if (problem?.is !== 'Refused') return {};
  const errors: FieldErrors<Field> = {};
  for (const { field: path, message } of problem.errors) {
    const field = path.slice(path.lastIndexOf('.') + 1) as Field;
    if (Object.hasOwn(labels, field)) errors[field] ??= message.replace(path, field).replace(field, labels[field]);
  }
  return errors;
};
