import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { VisitTypeId } from '@careconnect/domain/ids.ts';
import { formatMoney } from '@careconnect/domain/time/format.ts';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { Setting } from '../../parts/setting.tsx';
import { useSetVisitTypesMutation } from './api.ts';
import { useScheduleForm } from './use-schedule-form.ts';

const labels = { gridMinutes: 'A visit may start every … minutes', visitTypes: 'Visit types' } as const;

const typed = ({ visitTypeId, name, minutes, bufferBeforeMinutes, bufferAfterMinutes, fee }: VisitType) => ({
  ...{ visitTypeId, name, minutes: String(minutes), before: String(bufferBeforeMinutes) },
  ...{ after: String(bufferAfterMinutes), amount: fee.amount, currency: fee.currency },
});
type Typed = ReturnType<typeof typed>;

const sent = ({ visitTypeId, name, minutes, before, after, amount, currency }: Typed): VisitType => ({
  ...{ visitTypeId, name: name.trim(), minutes: Number(minutes) },
  ...{ bufferBeforeMinutes: Number(before), bufferAfterMinutes: Number(after) },
  fee: { amount: Number(amount).toFixed(2), currency: currency.trim().toUpperCase() },
});

/** "First consultation: 30 minutes, 10 kept free after, €120.00" */
const typeText = ({ name, minutes, bufferBeforeMinutes: before, bufferAfterMinutes: after, fee }: VisitType): string =>
  [
    `${name}: ${minutes} minutes`,
    before > 0 && `${before} kept free before`,
    after > 0 && `${after} kept free after`,
    formatMoney(fee),
  ]
    .filter(Boolean)
    .join(', ');

export const VisitTypes = ({ schedule }: { schedule: DoctorsSchedule }) => {
  const { doctorId } = schedule;
  const { fields, change, saved, save, busy, errors, form } = useScheduleForm(schedule, {
    labels,
    part: ({ gridMinutes, visitTypes }) => ({ gridMinutes, visitTypes }),
    begin: ({ gridMinutes, visitTypes }) => ({ grid: String(gridMinutes), types: visitTypes.map(typed) }),
    lines: ({ gridMinutes, visitTypes }) => [
      `A visit may start every ${gridMinutes} minutes`,
      ...visitTypes.map(typeText),
    ],
  });
  const { grid, types } = fields;
  const [setVisitTypes] = useSetVisitTypesMutation();
  const changeType = (id: VisitTypeId, changed: Partial<Typed>) =>
    change({ types: types.map((each) => (each.visitTypeId === id ? { ...each, ...changed } : each)) });
  const submit = () =>
    save(
      check({
        gridMinutes: !isWhole(grid) && 'Enter a number of minutes',
        visitTypes: !types.every(isFilled) && 'Give each visit type a name, its minutes, a fee and its currency',
      }),
      (tag) => setVisitTypes({ doctorId, tag, gridMinutes: Number(grid), visitTypes: types.map(sent) }).unwrap(),
      'The visit types are set.',
    );
  const add = () => {
    const { currency = 'EUR' } = types[0] ?? {};
    const visitTypeId = crypto.randomUUID() as string as VisitTypeId;
    const empty = { name: '', minutes: '30', before: '0', after: '0', amount: '0.00' };
    change({ types: [...types, { visitTypeId, ...empty, currency }] });
  };
  return (
    <Setting id="visit-types" title="Visit types" saved={saved}>
      <Form label="Set visit types" prefix="types" {...form} onSend={submit}>
        <TextField
          id="types-gridMinutes"
          label={labels.gridMinutes}
          type="number"
          min="5"
          max="240"
          value={grid}
          error={errors.gridMinutes}
          onType={(grid) => change({ grid })}
        />
        <div id="types-visitTypes" tabIndex={-1} className={errors.visitTypes ? 'field-wrong types' : 'types'}>
          {types.map((type, k) => (
            <VisitTypeFields
              key={type.visitTypeId}
              type={type}
              title={type.name || `Visit type ${k + 1}`}
              onChange={(changed) => changeType(type.visitTypeId, changed)}
              {...(types.length > 1
                ? {
                    onRemove: () =>
                      change({ types: types.filter(({ visitTypeId }) => visitTypeId !== type.visitTypeId) }),
                  }
                : {})}
            />
          ))}
          {errors.visitTypes && <p className="field-error">{errors.visitTypes}</p>}
        </div>
        <div className="buttons">
          <button type="button" onClick={add}>
            Add a visit type
          </button>
          <SendButton busy={busy} busyText="Setting…">
            Set these visit types
          </SendButton>
        </div>
      </Form>
    </Setting>
  );
};

const isWhole = (text: string): boolean => /^\d+$/.test(text.trim());

const isFilled = ({ name, minutes, before, after, amount, currency }: Typed): boolean =>
  name.trim() !== '' &&
  [minutes, before, after].every(isWhole) &&
  /^\d+(\.\d{1,2})?$/.test(amount.trim()) &&
  /^[A-Za-z]{3}$/.test(currency.trim());

type FieldsProps = { type: Typed; title: string; onChange: (change: Partial<Typed>) => void; onRemove?: () => void };

const VisitTypeFields = ({ type, title, onChange, onRemove }: FieldsProps) => (
  <fieldset>
    <legend>{title}</legend>
    <TextField
      id={`${type.visitTypeId}-name`}
      label="Name"
      maxLength={100}
      value={type.name}
      onType={(name) => onChange({ name })}
    />
    <div className="side-by-side">
      {fields.map(([field, label, kind]) => (
        <TextField
          key={field}
          id={`${type.visitTypeId}-${field}`}
          label={label}
          type={kind}
          {...(kind === 'number' ? { min: '0' } : { maxLength: 12 })}
          value={type[field]}
          onType={(value) => onChange({ [field]: value })}
        />
      ))}
    </div>
    {onRemove && (
      <button type="button" aria-label={`Remove ${title}`} onClick={onRemove}>
        Remove
      </button>
    )}
  </fieldset>
);

const fields = [
  ['minutes', 'Minutes', 'number'],
  ['before', 'Minutes kept free before', 'number'],
  ['after', 'Minutes kept free after', 'number'],
  ['amount', 'Fee', 'text'],
  ['currency', 'Currency', 'text'],
] as const;
