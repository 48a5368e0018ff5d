import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { Refusals } from '@careconnect/domain/refusal.ts';
import { formatDate } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import { refusedAs } from '../../api/problem.ts';
import { Select, TextArea, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { renewing, useIntention } from '../../forms/intention.ts';
import { useSending } from '../../forms/use-sending.ts';
import { usePlanAbsenceMutation } from './api.ts';

const labels = {
  ...{ firstDate: 'First day', lastDate: 'Last day', repeats: 'On', from: 'From', to: 'To', reason: 'Reason' },
  ...{ appointments: 'What becomes of these visits?', message: 'Message to the patients' },
} as const;

type Inside = Refusals['appointments-inside']['appointments'];
type Repeats = 'daily' | 'weekly';
type Fate = '' | 'keep' | 'cancel';

type FormProps = { doctorId: DoctorId; today: CalendarDate; onBlocked: () => void };

/** Blocks time on one day or several; where visits lie inside, it asks what becomes of them before anything is done. */
export const AbsenceForm = ({ doctorId, today, onBlocked }: FormProps) => {
  const untouched = {
    ...{ firstDate: '', lastDate: '', repeats: 'daily' as Repeats, from: '00:00', to: '00:00', reason: '' },
    ...{ fate: '' as Fate, message: '' },
  };
  const [fields, setFields] = useState(untouched);
  const [inside, setInside] = useState<Inside>([]);
  const { send, ...sending } = useSending(labels);
  const [plan] = usePlanAbsenceMutation();
  const { id, renew } = useIntention();
  const { errors } = sending;
  /** Another time is another intention; what lies inside it is another matter. */
  const change = (change: Partial<typeof fields>) => {
    setFields({ ...fields, fate: '', message: '', ...change });
    setInside([]);
    renew();
  };
  const wrong = () =>
    check<keyof typeof labels>({
      ...{ repeats: false, from: false, to: false, reason: false },
      firstDate: !fields.firstDate && 'Choose the first day',
      lastDate: !fields.lastDate && 'Choose the last day',
      appointments: inside.length > 0 && !fields.fate && 'Choose what becomes of the visits',
      message: fields.fate === 'cancel' && !fields.message.trim() && 'Tell the patients why their visits are cancelled',
    });
  const submit = () =>
    send(wrong(), async () => {
      const { fate, message, reason, to, ...when } = fields;
      await plan({
        ...{ doctorId, absenceId: id(), ...when, to: to === '00:00' ? '24:00' : to },
        ...(reason.trim() ? { reason: reason.trim() } : {}),
        ...(fate ? { appointments: fate } : {}),
        ...(fate === 'cancel' ? { message: message.trim() } : {}),
      })
        .unwrap()
        .catch((problem) => {
          setInside(refusedAs(problem, 'appointments-inside')?.appointments ?? []);
          return renewing(renew)(problem);
        });
      setFields(untouched);
      setInside([]);
      renew();
      onBlocked();
    });
  return (
    <Form label="Block time" prefix="absence" {...sending} onSend={submit}>
      <h3>Block time</h3>
      <div className="side-by-side">
        {(['firstDate', 'lastDate'] as const).map((field) => (
          <TextField
            key={field}
            id={`absence-${field}`}
            label={labels[field]}
            type="date"
            min={today}
            value={fields[field]}
            error={errors[field]}
            onType={(date) =>
              change({ [field]: date, ...(field === 'firstDate' && !fields.lastDate && { lastDate: date }) })
            }
          />
        ))}
        <TextField
          id="absence-from"
          label={labels.from}
          type="time"
          value={fields.from}
          error={errors.from}
          onType={(from) => change({ from })}
        />
        <TextField
          id="absence-to"
          label={labels.to}
          hint="00:00 is the end of the day."
          type="time"
          value={fields.to}
          error={errors.to}
          onType={(to) => change({ to })}
        />
      </div>
      <Select
        id="absence-repeats"
        label={labels.repeats}
        value={fields.repeats}
        error={errors.repeats}
        onType={(repeats) => change({ repeats: repeats as Repeats })}
      >
        <option value="daily">every day from the first to the last</option>
        <option value="weekly">the same day of each week</option>
      </Select>
      <TextField
        id="absence-reason"
        label={labels.reason}
        hint="Patients do not see it."
        maxLength={500}
        value={fields.reason}
        error={errors.reason}
        onType={(reason) => setFields({ ...fields, reason })}
      />
      {inside.length > 0 && (
        <VisitsInside
          inside={inside}
          fate={fields.fate}
          message={fields.message}
          errors={errors}
          onChange={(decided) => setFields({ ...fields, ...decided })}
        />
      )}
      <SendButton busy={sending.busy} busyText="Blocking…" takesAway={fields.fate === 'cancel'}>
        {fields.fate === 'cancel' ? 'Block the time and cancel the visits' : 'Block the time'}
      </SendButton>
    </Form>
  );
};

type InsideProps = {
  inside: Inside;
  fate: Fate;
  message: string;
  errors: Partial<Record<'appointments' | 'message', string>>;
  onChange: (decided: { fate?: Fate; message?: string }) => void;
};

const VisitsInside = ({ inside, fate, message, errors, onChange }: InsideProps) => (
  <fieldset className={errors.appointments ? 'field-wrong' : undefined}>
    <legend>{labels.appointments}</legend>
    <ul>
      {inside.map(({ appointmentId, date, time }) => (
        <li key={appointmentId}>
          {formatDate(date)}, {time}
        </li>
      ))}
    </ul>
    {errors.appointments && <p className="field-error">{errors.appointments}</p>}
    <div className="options">
      {(['keep', 'cancel'] as const).map((choice, k) => (
        <label key={choice} className="option">
          <input
            type="radio"
            name="absence-fate"
            id={k === 0 ? 'absence-appointments' : undefined}
            checked={fate === choice}
            onChange={() => onChange({ fate: choice })}
          />
          <span>{choice === 'keep' ? 'They take place all the same' : 'They are cancelled'}</span>
        </label>
      ))}
    </div>
    {fate === 'cancel' && (
      <TextArea
        id="absence-message"
        label={labels.message}
        hint="They read it in the letter about the cancellation."
        maxLength={500}
        value={message}
        error={errors.message}
        onType={(message) => onChange({ message })}
      />
    )}
  </fieldset>
);
