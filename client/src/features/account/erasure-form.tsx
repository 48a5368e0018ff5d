import { useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useNavigate } from 'react-router';
import { refusedAs } from '../../api/problem.ts';
import { TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { useSending } from '../../forms/use-sending.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Erasing } from '../../personal-data/erasing.tsx';
import { signedOut } from '../../session/session.ts';
import { useEraseAccountMutation } from './api.ts';

const labels = { password: 'Password' } as const;

/** Confirmed by the password. */
export const ErasureForm = ({ onKeep }: { onKeep: () => void }) => {
  const [password, setPassword] = useState('');
  const [certificate, setCertificate] = useState<object>();
  const { send, forget: _, ...sending } = useSending(labels);
  const [erase] = useEraseAccountMutation();
  const submit = () =>
    send(check({ password: !password && 'Enter your password' }), async () => {
      const { position: _, ...certified } = await erase(password).unwrap();
      setCertificate(certified);
    });
  if (certificate) return <Erased certificate={certificate} />;
  const open = refusedAs(sending.problem, 'open-appointments')?.appointments;
  return (
    <Erasing
      title="Erase the account"
      told="Your account, the people you look after, their notes and your messages are erased for good. You are signed out everywhere. Visits that took place stay in the clinic's books, without a name."
      prefix="erase"
      keep="Keep the account"
      {...sending}
      onSend={submit}
      onKeep={onKeep}
      help={
        open && (
          <p>
            {open.length === 1 ? 'One is' : `${open.length} are`} still to come: see{' '}
            <Link to="/appointments">your appointments</Link>.
          </p>
        )
      }
    >
      <TextField
        id="erase-password"
        label={labels.password}
        type="password"
        autoComplete="current-password"
        value={password}
        error={sending.errors.password}
        onType={setPassword}
      />
    </Erasing>
  );
};

const Erased = ({ certificate }: { certificate: object }) => {
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const leave = async () => {
    // First away from a page that only somebody known may see.
    await navigate('/', { flushSync: true });
    dispatch(signedOut());
  };
  return (
    <div className="notice notice-good" role="status" tabIndex={-1} ref={box}>
      <h3>Your account is erased</h3>
      <p>
        The certificate says what was erased and when, and is signed by the clinic. Nobody can send it to you later.
      </p>
      <p className="buttons">
        <button type="button" onClick={() => saveFile('erasure-certificate.json', certificate)}>
          Save the certificate
        </button>
        <button type="button" onClick={leave}>
          Leave
        </button>
      </p>
    </div>
  );
};
