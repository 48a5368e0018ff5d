import type { ReactNode } from 'react';

type FieldProps = { id: string; label: string; hint?: string | undefined; error?: string | undefined };

/** What an input needs so that its hint and its error are read with it. */
const described = ({ id, hint, error }: FieldProps) => ({
  id,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
});

const Field = ({ id, label, hint, error, children }: FieldProps & { children: ReactNode }) => (
  <div className={error ? 'field field-wrong' : 'field'}>
    <label htmlFor={id}>{label}</label>
    {hint && (
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {children}
    {error && (
      <p className="field-error" id={`${id}-error`}>
        {error}
      </p>
    )}
  </div>
);

type Typed = { value: string; onType: (value: string) => void };

type TextFieldProps = FieldProps &
  Typed & {
    type?: 'text' | 'email' | 'password' | 'date' | 'time' | 'number' | 'search';
    autoComplete?: string;
    maxLength?: number;
    max?: string;
    min?: string;
  };

export const TextField = ({
  value,
  onType,
  type = 'text',
  autoComplete,
  maxLength,
  min,
  max,
  ...field
}: TextFieldProps) => (
  <Field {...field}>
    <input
      {...described(field)}
      type={type}
      value={value}
      autoComplete={autoComplete}
      maxLength={maxLength}
      min={min}
      max={max}
      onChange={(event) => onType(event.target.value)}
    />
  </Field>
);

export const TextArea = ({ value, onType, maxLength, ...field }: FieldProps & Typed & { maxLength: number }) => (
  <Field {...field}>
    <textarea
      {...described(field)}
      rows={3}
      value={value}
      maxLength={maxLength}
      onChange={(event) => onType(event.target.value)}
    />
  </Field>
);

export const Select = ({ value, onType, children, ...field }: FieldProps & Typed & { children: ReactNode }) => (
  <Field {...field}>
    <select {...described(field)} value={value} onChange={(event) => onType(event.target.value)}>
      {children}
    </select>
  </Field>
);
