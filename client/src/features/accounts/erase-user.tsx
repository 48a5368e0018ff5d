import { useState } from 'react';
import { refusedAs } from '../../api/problem.ts';
import { useSending } from '../../forms/use-sending.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Erasing } from '../../personal-data/erasing.tsx';
import { type User, useEraseUserMutation } from './api.ts';

type EraseProps = { user: User; onDone: (news: string) => void };

/** At the wish of somebody who does not do it themselves. */
export const EraseUser = ({ user, onDone }: EraseProps) => {
  const [asked, setAsked] = useState(false);
  if (asked) return <Confirm user={user} onDone={onDone} onClose={() => setAsked(false)} />;
  return (
    <p>
      <button type="button" aria-label={`Erase ${user.name}…`} onClick={() => setAsked(true)}>
        Erase…
      </button>
    </p>
  );
};

const Confirm = ({ user: { userId, name }, onDone, onClose }: EraseProps & { onClose: () => void }) => {
  const { send, forget: _, ...sending } = useSending<never>({});
  const [erase] = useEraseUserMutation();
  const open = refusedAs(sending.problem, 'open-appointments')?.appointments;
  const submit = () =>
    send({}, async () => {
      const { position: _, ...certified } = await erase(userId).unwrap();
      saveFile(`erasure-certificate-${userId}.json`, certified);
      onDone(`${name} is erased. The signed certificate is saved on this device: give it to them.`);
      onClose();
    });
  return (
    <Erasing
      title={`Erase ${name}`}
      told="The account, the people it looks after, their notes and messages are erased for good. Visits that took place stay in the books, without a name."
      prefix={`erase-${userId}`}
      keep="Keep the account"
      {...sending}
      onSend={submit}
      onKeep={onClose}
      help={open && <p>{open.length === 1 ? 'One visit is' : `${open.length} visits are`} still to come.</p>}
    />
  );
};
