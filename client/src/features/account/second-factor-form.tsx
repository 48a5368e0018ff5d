import { useState } from 'react';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { type Offer, OfferedSecret, RecoveryCodes } from '../../second-factor/second-factor.tsx';
import {
  useBeginSecondFactorMutation,
  useConfirmSecondFactorMutation,
  useMeQuery,
  useRemoveSecondFactorMutation,
} from './api.ts';

/** Where signing in takes a code of an app besides the password. */
export const SecondFactorForm = () => {
  const answer = useMeQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <section aria-labelledby="second-factor" className="narrow">
      <h2 id="second-factor">Second factor</h2>
      <p>With it, somebody who learns your password still cannot sign in.</p>
      <Fetched answer={answer} what="the second factor" lines={1}>
        {({ secondFactor }) =>
          secondFactor ? <Remove onRemoved={answer.refetch} /> : <SetUp onSetUp={answer.refetch} />
        }
      </Fetched>
    </section>
  );
};

const SetUp = ({ onSetUp }: { onSetUp: () => void }) => {
  const [offer, setOffer] = useState<Offer>();
  const [codes, setCodes] = useState<string[]>();
  const [begin] = useBeginSecondFactorMutation();
  const [confirm] = useConfirmSecondFactorMutation();
  const { busy, attempts, problem, send } = useSending({});
  if (codes) return <RecoveryCodes codes={codes} onKept={onSetUp} />;
  if (offer)
    return (
      <CodeForm
        label="Turn the second factor on"
        sending="Turning on…"
        onSend={async (code) => setCodes((await confirm(code).unwrap()).recoveryCodes)}
      >
        <OfferedSecret offer={offer} />
      </CodeForm>
    );
  const open = () => send({}, async () => setOffer(await begin().unwrap()));
  return (
    <Form label="Set up a second factor" prefix="factor" errors={{}} {...{ problem, attempts }} onSend={open}>
      <SendButton busy={busy} busyText="One moment…">
        Set up a second factor
      </SendButton>
    </Form>
  );
};

const Remove = ({ onRemoved }: { onRemoved: () => void }) => {
  const [remove] = useRemoveSecondFactorMutation();
  return (
    <CodeForm
      label="Turn the second factor off"
      sending="Turning off…"
      takesAway
      onSend={async (code) => {
        await remove(code).unwrap();
        onRemoved();
      }}
    >
      <p>It is on. To do without it, enter a code of your app or one of your recovery codes.</p>
    </CodeForm>
  );
};

type CodeProps = {
  label: string;
  sending: string;
  takesAway?: boolean;
  onSend: (code: string) => Promise<void>;
  children: React.ReactNode;
};

const CodeForm = ({ label, sending, takesAway = false, onSend, children }: CodeProps) => {
  const [code, setCode] = useState('');
  const { busy, attempts, errors, problem, send } = useSending({ code: 'The code' });
  const submit = () => send(check({ code: !code.trim() && 'Enter the code' }), () => onSend(code.trim()));
  return (
    <Form label={label} prefix="factor" {...{ errors, problem, attempts }} onSend={submit}>
      {children}
      <TextField
        id="factor-code"
        label="Code"
        autoComplete="one-time-code"
        maxLength={20}
        value={code}
        error={errors.code}
        onType={setCode}
      />
      <SendButton busy={busy} busyText={sending} takesAway={takesAway}>
        {label}
      </SendButton>
    </Form>
  );
};
