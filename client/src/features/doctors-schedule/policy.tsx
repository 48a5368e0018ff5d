import { acceptances, type BookingPolicy, paymentTimes } from '@careconnect/domain/doctor/events.ts';
import type { DoctorsSchedule } from '../../api/answers.ts';
import { Select, TextField } from '../../forms/field.tsx';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { Setting } from '../../parts/setting.tsx';
import { useSetPolicyMutation } from './api.ts';
import { useScheduleForm } from './use-schedule-form.ts';

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

type Ways = Pick<BookingPolicy, 'acceptance' | 'payment'>;
type Typed = Record<NumberField, string> & Ways;

const typed = (policy: BookingPolicy): Typed => ({
  acceptance: policy.acceptance,
  payment: policy.payment,
  ...(Object.fromEntries(
    numbers.map((field) => {
      const value = policy[field];
      return [field, value === null ? '' : String(hours.includes(field) ? value / 60 : value)];
    }),
  ) as Record<NumberField, string>),
});

const sent = (fields: Typed): BookingPolicy => ({
  acceptance: fields.acceptance,
  payment: fields.payment,
  ...(Object.fromEntries(
    numbers.map((field) => {
      const value = Number(fields[field]);
      if (fields[field].trim() === '') return [field, null];
      return [field, hours.includes(field) ? Math.round(value * 60) : value];
    }),
  ) as Omit<BookingPolicy, keyof Ways>),
});

const linesOf = (fields: Typed): string[] => [
  `Requests ${acceptanceNames[fields.acceptance]}`,
  `Visits ${paymentNames[fields.payment]}`,
  ...numbers.map((field) => `${labels[field]}: ${fields[field] || 'no limit'}`),
];

const wrongIn = (fields: Typed): FieldErrors<NumberField> =>
  Object.fromEntries(
    numbers.flatMap((field) => {
      const text = fields[field].trim();
      if (text === '' && mayBeEmpty.includes(field)) return [];
      const fits = hours.includes(field) ? /^\d+(\.\d+)?$/ : /^\d+$/;
      return fits.test(text) ? [] : [[field, `Enter a number: ${labels[field].toLowerCase()}`]];
    }),
  );

export const Policy = ({ schedule }: { schedule: DoctorsSchedule }) => {
  const { doctorId } = schedule;
  const { fields, change, saved, save, busy, errors, form } = useScheduleForm(schedule, {
    labels,
    part: ({ policy }) => policy,
    begin: ({ policy }) => typed(policy),
    lines: ({ policy }) => linesOf(typed(policy)),
  });
  const [setPolicy] = useSetPolicyMutation();
  const submit = () =>
    save(
      wrongIn(fields),
      (tag) => setPolicy({ doctorId, tag, policy: sent(fields) }).unwrap(),
      'The terms are set for bookings from now on.',
    );
  return (
    <Setting id="policy" title="Terms of booking" saved={saved}>
      <Form label="Set the terms of booking" prefix="policy" {...form} onSend={submit}>
        <div className="side-by-side">
          <Select
            id="policy-acceptance"
            label="Requests"
            value={fields.acceptance}
            onType={(acceptance) => change({ acceptance: acceptance as BookingPolicy['acceptance'] })}
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
            value={fields.payment}
            onType={(payment) => change({ payment: payment as BookingPolicy['payment'] })}
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
              error={errors[field]}
              maxLength={8}
              onType={(value) => change({ [field]: value })}
            />
          ))}
        </div>
        <SendButton busy={busy} busyText="Setting…">
          Set these terms
        </SendButton>
      </Form>
    </Setting>
  );
};
