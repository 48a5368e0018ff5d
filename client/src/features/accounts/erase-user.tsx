import { useEffect, useRef, useState } from 'react';
import { refusedAs } from '../../api/problem.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { saveFile } from '../../parts/save-file.ts';
import { type User, useEraseUserMutation } from './api.ts';

type EraseProps = { user: User; onDone: (news: string) => void };

/** At the wish of somebody who does not do it themselves: said before, for nothing brings it back. */
export const EraseUser = ({ user, onDone }: EraseProps) => {
  const [asked, setAsked] = useState(false);
  if (asked) return <Confirm user={user} onDone={onDone} onKeep={() => setAsked(false)} />;
  return (
    <p>
      <button type="button" aria-label={`Erase ${user.name}…`} onClick={() => setAsked(true)}>
        Erase…
      </button>
    </p>
  );
};

const Confirm = ({ user: { userId, name }, onDone, onKeep }: EraseProps & { onKeep: () => void }) => {
  const { send, busy, ...sending } = useSending<never>({});
  const [erase] = useEraseUserMutation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const open = refusedAs(sending.problem, 'open-appointments')?.appointments;
  const submit = () =>
    send({}, async () => {
      const { position: _, ...certified } = await erase(userId).unwrap();
      saveFile(`erasure-certificate-${userId}.json`, certified);
      onDone(`${name} is erased. The signed certificate is saved on this device: give it to them.`);
    });
  return (
    <div className="act">
      <h3 ref={heading} tabIndex={-1}>
        Erase {name}
      </h3>
      <p>
        The account, the people it looks after, their notes and messages are erased for good. Visits that took place
        stay in the books, without a name.
      </p>
      <Form
        label={`Erase ${name}`}
        prefix={`erase-${userId}`}
        {...sending}
        onSend={submit}
        help={open && <p>{open.length === 1 ? 'One visit is' : `${open.length} visits are`} still to come.</p>}
      >
        <p className="buttons">
          <SendButton busy={busy} busyText="Erasing…" takesAway>
            Erase everything
          </SendButton>
          <button type="button" onClick={onKeep}>
            Keep the account
          </button>
        </p>
      </Form>
    </div>
  );
};
