import { formatInstant, formatMoney } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { Receipt } from '../../payments/receipt.tsx';
import { type RefundDue, useNoteRefundMutation, useRefundsInfiniteQuery } from './api.ts';

const zone = zoneHere();
const lead =
  'What has to go back to patients, the longest due first. The payment provider is told again and again; what it cannot give back, give back by hand. Note it here first, and then send the money: what is noted, the provider is not told any more.';

/** What is owed to patients and has not reached them: for admins. */
export const RefundsPage = () => {
  const answer = useRefundsInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  const [done, setDone] = useState('');
  return (
    <Page title="Refunds" lead={<p>{lead}</p>}>
      <News text={done} />
      <Fetched answer={answer} what="refunds" lines={4}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p className="empty">Nothing has to go back.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((refund) => (
                <RefundItem key={refund.paymentId} refund={refund} onNoted={setDone} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="refunds" />
    </Page>
  );
};

const RefundItem = ({ refund: due, onNoted }: { refund: RefundDue; onNoted: (news: string) => void }) => {
  const { paymentId, appointmentId, patientName, doctorName, refund, amount, refusal } = due;
  const who = patientName || 'an erased person';
  const owed = formatMoney(refund?.amount ?? amount);
  return (
    <li className="card">
      <h2>
        {owed} to {who}
      </h2>
      <p>
        {doctorName}
        {refund?.requestedAt && `, due since ${formatInstant(refund.requestedAt, zone)}`}.{' '}
        <Link to={`/appointments/${appointmentId}`}>
          See the visit<span className="only-read"> of {who}</span>
        </Link>
      </p>
      <Receipt payment={due} zone={zone} />
      {refusal && (
        <p className="strong">
          The payment provider says “{refusal}”
          {refund?.cameBackAt ? ': it is not told any more, so give it back by hand.' : ', and is told again later.'}
        </p>
      )}
      <NoteForm paymentId={paymentId} about={`${owed} to ${who}`} onNoted={onNoted} />
    </li>
  );
};

const labels = { reference: 'Given back by hand as' } as const;

type NoteProps = { paymentId: RefundDue['paymentId']; about: string; onNoted: (news: string) => void };

const NoteForm = ({ paymentId, about, onNoted }: NoteProps) => {
  const [reference, setReference] = useState('');
  const { busy, send, ...sending } = useSending(labels);
  const [note] = useNoteRefundMutation();
  const submit = () =>
    send(check({ reference: !reference.trim() && 'Enter by what it is found again' }), async () => {
      await note({ paymentId, reference: reference.trim() }).unwrap();
      onNoted(`Noted: ${about} was given back.`);
    });
  return (
    <Form label={`Note the refund: ${about}`} prefix={`refund-${paymentId}`} {...sending} onSend={submit}>
      <TextField
        id={`refund-${paymentId}-reference`}
        label={labels.reference}
        hint="Such as the purpose of a transfer. No names."
        autoComplete="off"
        maxLength={100}
        value={reference}
        error={sending.errors.reference}
        onType={setReference}
      />
      <SendButton busy={busy} busyText="Noting…">
        Note as given back
      </SendButton>
    </Form>
  );
};
