import { formatDate } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import type { Patient } from '../../api/answers.ts';
import { useSending } from '../../forms/use-sending.ts';
import { Unsent } from '../../parts/unsent.tsx';
import { useRemovePatientMutation } from '../../patients/api.ts';
import { fullName } from '../../patients/full-name.ts';
import { genderNames } from '../../patients/person.tsx';
import { ChangeForm } from './change-form.tsx';

type ItemProps = { person: Patient; onDone: (news: string) => void };

export const PersonItem = ({ person, onDone }: ItemProps) => {
  const [doing, setDoing] = useState<'nothing' | 'changing' | 'removing'>('nothing');
  const { dateOfBirth, gender } = person;
  const name = fullName(person);
  const leave = () => setDoing('nothing');
  return (
    <li className="card">
      <h2>{name}</h2>
      <p className="quiet">
        {[dateOfBirth && `Born on ${formatDate(dateOfBirth)}`, gender && genderNames[gender]]
          .filter(Boolean)
          .join(', ')}
      </p>
      {doing === 'changing' && (
        <ChangeForm
          person={person}
          onLeave={leave}
          onChanged={() => {
            leave();
            onDone(`The details of ${name} are changed.`);
          }}
        />
      )}
      {doing === 'removing' && (
        <Removing person={person} onLeave={leave} onRemoved={() => onDone(`${name} is removed from your account.`)} />
      )}
      {doing === 'nothing' && (
        <p className="buttons">
          <button type="button" aria-label={`Change the details of ${name}`} onClick={() => setDoing('changing')}>
            Change
          </button>
          <button type="button" aria-label={`Remove ${name}`} onClick={() => setDoing('removing')}>
            Remove
          </button>
        </p>
      )}
    </li>
  );
};

type RemovingProps = { person: Patient; onRemoved: () => void; onLeave: () => void };

/** Asked once more, with what it means. */
const Removing = ({ person, onRemoved, onLeave }: RemovingProps) => {
  const [remove] = useRemovePatientMutation();
  const { busy, problem, send } = useSending({});
  const press = () =>
    send({}, async () => {
      await remove(person.patientId).unwrap();
      onRemoved();
    });
  return (
    <div className="act">
      <p>Nobody can book for {fullName(person)} any more. Visits that are booked stay as they are.</p>
      <Unsent problem={problem} />
      <p className="buttons">
        {/* biome-ignore lint/a11y/noAutofocus: it replaces the button that was pressed */}
        <button type="button" className="button-away" autoFocus aria-disabled={busy} onClick={press}>
          {busy ? 'Removing…' : 'Remove from my account'}
        </button>
        <button type="button" onClick={onLeave}>
          Keep
        </button>
      </p>
    </div>
  );
};
