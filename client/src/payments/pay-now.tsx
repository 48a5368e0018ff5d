import type { Zone } from '@careconnect/domain/event.ts';
import { formatInstant, formatMoney } from '@careconnect/domain/time/format.ts';
import type { Payment } from '../api/answers.ts';
import { Form, SendButton } from '../forms/form.tsx';
import { useSending } from '../forms/use-sending.ts';
import { useOpenPaymentPageMutation } from './api.ts';

type PayNowProps = { payment: Payment; zone: Zone /** For what, for whoever hears the button alone. */; about: string };

/** Leads to the page of the payment provider, which leads back to the visit. */
export const PayNow = ({ payment: { paymentId, amount, payable }, zone, about }: PayNowProps) => {
  const { busy, attempts, errors, problem, send } = useSending<never>({});
  const [open] = useOpenPaymentPageMutation();
  const submit = () =>
    send({}, async () => {
      const { url } = await open(paymentId).unwrap();
      window.location.assign(url);
    });
  if (!payable.allowed) return null;
  const label = `Pay ${formatMoney(amount)} now`;
  return (
    <Form
      label={`${label} for ${about}`}
      prefix={`pay-${paymentId}`}
      {...{ errors, problem, attempts }}
      onSend={submit}
    >
      <p className="buttons">
        <SendButton busy={busy} busyText="Opening the payment page…">
          {label}
          <span className="only-read"> for {about}</span>
        </SendButton>
      </p>
      {payable.until && <p className="quiet">Held for you until {formatInstant(payable.until, zone)}</p>}
    </Form>
  );
};
