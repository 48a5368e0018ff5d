import { useId, useState } from 'react';
import { Link } from 'react-router';
import { isMissing } from '../../api/problem.ts';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { TextField } from '../../forms/field.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Erasing } from '../../personal-data/erasing.tsx';
import { useEraseContactMutation } from './api.ts';

type EraseProps = { email?: string; onDone: (news: string) => void };

/** Of somebody who wrote to the clinic and has no account: known by the address alone. */
export const EraseContact = ({ email = '', onDone }: EraseProps) => {
  const [asked, setAsked] = useState(false);
  if (asked) return <Confirm email={email} onDone={onDone} onClose={() => setAsked(false)} />;
  return (
    <p>
      <button type="button" onClick={() => setAsked(true)}>
        {email ? `Erase what ${email} wrote…` : 'Erase what somebody wrote…'}
      </button>
    </p>
  );
};

const labels = { email: accountLabels.email } as const;

const Confirm = ({ email: first, onDone, onClose }: Required<EraseProps> & { onClose: () => void }) => {
  const [email, setEmail] = useState(first);
  const { send, forget: _, ...sending } = useSending(labels);
  const [erase] = useEraseContactMutation();
  const prefix = useId();
  const submit = () =>
    send(checkEmail(email), async () => {
      const address = email.trim();
      const { position: _, ...certified } = await erase(address).unwrap();
      saveFile('erasure-certificate.json', certified);
      onDone(`What ${address} wrote is erased. The signed certificate is saved on this device: give it to them.`);
      onClose();
    });
  return (
    <Erasing
      title={first ? `Erase what ${first} wrote` : 'Erase what somebody wrote'}
      told="Every message that was sent under this address is erased for good, with the name and the address."
      prefix={prefix}
      keep="Keep the messages"
      {...sending}
      onSend={submit}
      onKeep={onClose}
      help={
        isMissing(sending.problem) && (
          <p>
            Nobody without an account wrote under this address. What belongs to an account is erased with it:{' '}
            <Link to="/accounts">find the account</Link>.
          </p>
        )
      }
    >
      <TextField
        id={`${prefix}-email`}
        label={labels.email}
        type="email"
        autoComplete="off"
        value={email}
        error={sending.errors.email}
        onType={setEmail}
      />
    </Erasing>
  );
};
