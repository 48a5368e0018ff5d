import { acceptances, type BookingPolicy, paymentTimes } from '@careconnect/domain/doctor/events.ts';
import { useState } from 'react';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { Select, TextField } from '../../forms/field.tsx';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSetPolicyMutation } from './api.ts';
import { Setting } from './setting.tsx';
import { useSetting } from './use-setting.ts';

type NumberField = Exclude<keyof BookingPolicy, 'acceptance' | 'payment'>;

/** Minutes are shown as hours. */
const hours: readonly NumberField[] = [
  ...(['minimumNoticeMinutes', 'cancellationCutOffMinutes'] as const),
  ...(['unansweredExpiresAfterMinutes', 'unpaidExpiresAfterMinutes'] as const),
];
const mayBeEmpty: readonly NumberField[] = ['mostVisitsPerDay', 'mostOpenPerPatient'];

const labels: Record<NumberField, string> = {
  minimumNoticeMinutes: 'Hours of notice before a visit',
  maximumDaysAhead: 'Days ahead that can be booked',
  mostVisitsPerDay: 'Visits on one day at the most',
  mostOpenPerPatient: 'Visits to come of one patient at the most',
  unansweredExpiresAfterMinutes: 'Hours after which an unanswered request expires',
  unpaidExpiresAfterMinutes: 'Hours after which an unpaid visit expires',
  cancellationCutOffMinutes: 'Hours before a visit until which patients may cancel',
  refundBeforeCutOffPercent: 'Percent paid back to whoever cancels in time',
  refundAfterCutOffPercent: 'Percent paid back to whoever cancels late',
};
const numbers = Object.keys(labels) as NumberField[];

const acceptanceNames: Record<BookingPolicy['acceptance'], string> = {
  automatic: 'are accepted at once',
  manual: 'wait for an answer',
};
const paymentNames: Record<BookingPolicy['payment'], string> = {
  'at-the-clinic': 'are paid at the clinic',
  'in-advance': 'are paid in advance',
};

type Typed = Record<NumberField, string>;

const typed = (policy: BookingPolicy): Typed =>
  Object.fromEntries(
    numbers.map((field) => {
      const value = policy[field];
      return [field, value === null ? '' : String(hours.includes(field) ? value / 60 : value)];
    }),
  ) as Typed;

const sent = (fields: Typed) =>
  Object.fromEntries(
    numbers.map((field) => {
      const value = Number(fields[field]);
      if (fields[field].trim() === '') return [field, null];
      return [field, hours.includes(field) ? Math.round(value * 60) : value];
    }),
  ) as Omit<BookingPolicy, 'acceptance' | 'payment'>;

const wrongIn = (fields: Typed): FieldErrors<NumberField> =>
  Object.fromEntries(
    numbers.flatMap((field) => {
      const text = fields[field].trim();
      if (text === '' && mayBeEmpty.includes(field)) return [];
      const fits = hours.includes(field) ? /^\d+(\.\d+)?$/ : /^\d+$/;
      return fits.test(text) ? [] : [[field, `Enter a number: ${labels[field].toLowerCase()}`]];
    }),
  );

export const Policy = ({ schedule: { doctorId, policy } }: { schedule: DoctorsSchedule }) => {
  const [fields, setFields] = useState(() => typed(policy));
  const [{ acceptance, payment }, setWays] = useState<Pick<BookingPolicy, 'acceptance' | 'payment'>>(policy);
  const { saved, save, ...sending } = useSetting(labels);
  const [setPolicy] = useSetPolicyMutation();
  const submit = () =>
    save(
      wrongIn(fields),
      () => setPolicy({ doctorId, policy: { ...sent(fields), acceptance, payment } }).unwrap(),
      'The terms are set for bookings from now on.',
    );
  return (
    <Setting id="policy" title="Terms of booking" saved={saved}>
      <Form label="Set the terms of booking" prefix="policy" {...sending} onSend={submit}>
        <div className="side-by-side">
          <Select
            id="policy-acceptance"
            label="Requests"
            value={acceptance}
            onType={(acceptance) => setWays({ payment, acceptance: acceptance as BookingPolicy['acceptance'] })}
          >
            {acceptances.map((each) => (
              <option key={each} value={each}>
                {acceptanceNames[each]}
              </option>
            ))}
          </Select>
          <Select
            id="policy-payment"
            label="Visits"
            value={payment}
            onType={(payment) => setWays({ acceptance, payment: payment as BookingPolicy['payment'] })}
          >
            {paymentTimes.map((each) => (
              <option key={each} value={each}>
                {paymentNames[each]}
              </option>
            ))}
          </Select>
          {numbers.map((field) => (
            <TextField
              key={field}
              id={`policy-${field}`}
              label={labels[field]}
              hint={mayBeEmpty.includes(field) ? 'Empty is no limit.' : undefined}
              value={fields[field]}
              error={sending.errors[field]}
              maxLength={8}
              onType={(value) => setFields({ ...fields, [field]: value })}
            />
          ))}
        </div>
        <SendButton busy={sending.busy} busyText="Setting…">
          Set these terms
        </SendButton>
      </Form>
    </Setting>
  );
};
