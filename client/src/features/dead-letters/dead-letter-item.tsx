import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import { TextField } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { zoneHere } from '../../parts/here.ts';
import { Unsent } from '../../parts/unsent.tsx';
import { type DeadLetter, useDismissMutation, useReplayMutation } from './api.ts';

const zone = zoneHere();

type ItemProps = { letter: DeadLetter; onDone: (news: string) => void };

export const DeadLetterItem = ({ letter, onDone }: ItemProps) => {
  const { queue, routingKey, subject, attempts, reason, diedAt, decided, state } = letter;
  return (
    <li className="card">
      <h2>{routingKey}</h2>
      <dl className="facts">
        <dt>Could not be handled by</dt>
        <dd>{queue}</dd>
        {subject && (
          <>
            <dt>Tells of</dt>
            <dd>{subject}</dd>
          </>
        )}
        <dt>Because of</dt>
        <dd>{reason}</dd>
        <dt>Given up</dt>
        <dd>
          <time dateTime={diedAt}>{formatInstant(diedAt, zone)}</time>, after{' '}
          {attempts === 1 ? 'one try' : `${attempts} tries`}
        </dd>
        {decided && (
          <>
            <dt>{state === 'dismissed' ? 'Set aside' : 'Sent again'}</dt>
            <dd>
              <time dateTime={decided.at}>{formatInstant(decided.at, zone)}</time>, by{' '}
              {decided.by.name ?? 'an erased person'}
              {decided.note && `: ${decided.note}`}
            </dd>
          </>
        )}
      </dl>
      {state === 'waiting' && <Deciding letter={letter} onDone={onDone} />}
    </li>
  );
};

const Deciding = ({ letter, onDone }: ItemProps) => {
  const [replay] = useReplayMutation();
  const [setting, setSetting] = useState(false);
  const { busy, problem, send } = useSending({});
  const about = `${letter.routingKey}, ${letter.subject ?? letter.queue}`;
  const press = () =>
    send({}, async () => {
      await replay(letter.deadLetterId).unwrap();
      onDone(`${about}: sent again. Should it fail once more, it comes back here.`);
    });
  if (setting) return <SettingAside letter={letter} about={about} onDone={onDone} onLeave={() => setSetting(false)} />;
  return (
    <>
      <Unsent problem={problem} />
      <p className="buttons">
        <button type="button" aria-label={`Send again: ${about}`} aria-disabled={busy} onClick={() => busy || press()}>
          Send again
        </button>
        <button
          type="button"
          className="button-quiet"
          aria-label={`Set aside: ${about}`}
          onClick={() => setSetting(true)}
        >
          Set aside
        </button>
      </p>
    </>
  );
};

type SettingAsideProps = ItemProps & { about: string; onLeave: () => void };

const SettingAside = ({ letter, about, onDone, onLeave }: SettingAsideProps) => {
  const [dismiss] = useDismissMutation();
  const [note, setNote] = useState('');
  const { busy, attempts, errors, problem, send } = useSending({ note: 'Reason' });
  const prefix = `aside-${letter.deadLetterId}`;
  const set = () =>
    send(note.trim() ? {} : { note: 'Say why it is not needed' }, async () => {
      await dismiss({ id: letter.deadLetterId, note: note.trim() }).unwrap();
      onDone(`${about}: set aside.`);
    });
  return (
    <Form label={`Set aside: ${about}`} {...{ prefix, errors, problem, attempts }} onSend={set}>
      <TextField
        id={`${prefix}-note`}
        label="Why is it not needed?"
        hint="Whoever looks later reads this. No names, please."
        error={errors.note}
        maxLength={500}
        value={note}
        onType={setNote}
      />
      <p className="buttons">
        <SendButton busy={busy} busyText="Setting aside…" takesAway>
          Set aside
        </SendButton>
        <button type="button" className="button-quiet" onClick={onLeave}>
          Decide later
        </button>
      </p>
    </Form>
  );
};
