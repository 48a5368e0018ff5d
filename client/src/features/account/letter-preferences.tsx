import {
  type Language,
  type LetterPreferences,
  languages,
  type OptionalLetter,
  optionalLetters,
} from '@careconnect/domain/user/letter-preferences.ts';
import { type ReactNode, useState } from 'react';
import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import { Select, TextField } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { languageNames, nameOf, offsets } from '../../letters/words.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { selectUser } from '../../session/session.ts';
import { useLetterPreferencesQuery, useSetLetterPreferencesMutation } from './api.ts';

/** How one wants to be written to. */
export const LetterPreferencesForm = () => {
  const answer = useLetterPreferencesQuery();
  return (
    <section aria-labelledby="letters" className="narrow">
      <h2 id="letters">Letters and reminders</h2>
      <p>
        <Link to="/letters">What was written to you</Link>, and what became of it.
      </p>
      <Fetched answer={answer} what="preferences" lines={4}>
        {(preferences) => <Chosen known={preferences} />}
      </Fetched>
    </section>
  );
};

const labels = {
  language: 'Language',
  reminders: 'Reminders',
  phone: 'Mobile number',
  quietHours: 'Quiet hours',
} as const;
const here = zoneHere();
const usualQuiet = { from: '22:00', to: '07:00' };

const Chosen = ({ known }: { known: LetterPreferences }) => {
  const [wanted, setWanted] = useState(known);
  const [done, setDone] = useState(false);
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const [save] = useSetLetterPreferencesMutation();
  const user = useSelector(selectUser);
  const change = (changes: Partial<LetterPreferences>) => {
    setDone(false);
    setWanted({ ...wanted, ...changes });
  };
  const phone = wanted.phone?.replaceAll(/[\s/()-]/g, '') || null;
  const wrong = () =>
    check({ phone: phone !== null && !/^\+[1-9]\d{6,14}$/.test(phone) && 'Write the number as +49 170 1234567' });
  const submit = () =>
    send(wrong(), async () => {
      await save({ ...wanted, phone, zone: here }).unwrap();
      setDone(true);
    });
  const isFor = (kind: OptionalLetter) => kind !== 'agenda' || user?.role === 'DOCTOR';
  const toggled = <T,>(list: readonly T[], item: T, on: boolean): T[] =>
    on ? [...list, item] : list.filter((each) => each !== item);
  return (
    <>
      <div role="status">
        {done && (
          <div className="notice notice-good">
            <p>Kept: letters from now on are written like this.</p>
          </div>
        )}
      </div>
      <Form
        label="Letters and reminders"
        prefix="letters"
        errors={errors}
        problem={problem}
        attempts={attempts}
        onSend={submit}
      >
        <Select
          id="letters-language"
          label={labels.language}
          value={wanted.language}
          onType={(language) => change({ language: language as Language })}
        >
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {languageNames[each]}
            </option>
          ))}
        </Select>
        <fieldset id="letters-reminders" tabIndex={-1}>
          <legend>{labels.reminders}</legend>
          {offsets.map(({ minutes, text }) => (
            <Check
              key={minutes}
              checked={wanted.reminders.includes(minutes)}
              onChange={(on) => change({ reminders: toggled(wanted.reminders, minutes, on).sort((a, b) => b - a) })}
            >
              {text}
            </Check>
          ))}
          <Check
            checked={wanted.quietHours !== null}
            onChange={(on) => change({ quietHours: on ? (known.quietHours ?? usualQuiet) : null })}
          >
            Not at night: from {(wanted.quietHours ?? usualQuiet).from} to {(wanted.quietHours ?? usualQuiet).to} on
            your clock
          </Check>
        </fieldset>
        <TextField
          id="letters-phone"
          label={labels.phone}
          hint="If you like reminders as text messages too."
          autoComplete="tel"
          value={wanted.phone ?? ''}
          error={errors.phone}
          onType={(typed) => change({ phone: typed || null })}
        />
        <fieldset>
          <legend>Letters that you can do without</legend>
          {optionalLetters.filter(isFor).map((kind) => (
            <Check
              key={kind}
              checked={!wanted.declined.includes(kind)}
              onChange={(on) => change({ declined: toggled(wanted.declined, kind, !on) })}
            >
              {nameOf[kind]}
            </Check>
          ))}
        </fieldset>
        <SendButton busy={busy} busyText="Keeping…">
          Keep this
        </SendButton>
      </Form>
    </>
  );
};

type CheckProps = { checked: boolean; onChange: (on: boolean) => void; children: ReactNode };

const Check = ({ checked, onChange, children }: CheckProps) => (
  <label className="tick">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
    <span>{children}</span>
  </label>
);
