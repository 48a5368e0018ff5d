import { categoryOfType, eventTypes } from '@careconnect/domain/event-types.ts';
import { isUuid } from '@careconnect/domain/ids.ts';
import { type Category, categories } from '@careconnect/domain/streams.ts';
import { roles } from '@careconnect/domain/user/events.ts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Select, TextField } from '../../forms/field.tsx';
import { check, hasErrors } from '../../forms/field-errors.ts';
import { Form } from '../../forms/form.tsx';
import { sentenceOf } from '../../journal/wording.ts';
import { addressOf, type Filters, filtersIn, isStream } from './filters.ts';

type Typed = { [Name in keyof Required<Filters>]: string };
const nothing: Typed = {
  ...{ subject: '', stream: '', type: '', actorId: '', actorRole: '', correlationId: '', from: '', to: '' },
};

/** Asked for together, and not while they are typed. */
export const FilterForm = ({ filters }: { filters: Filters }) => {
  const [typed, setTyped] = useState<Typed>({ ...nothing, ...told(filters) });
  const [{ errors, attempts }, setTried] = useState({ errors: wrongIn(nothing), attempts: 0 });
  const navigate = useNavigate();
  const field = (name: keyof Typed) => ({
    id: `journal-${name}`,
    value: typed[name],
    error: errors[name as keyof typeof errors],
    onType: (value: string) => setTyped({ ...typed, [name]: value }),
  });
  const send = () => {
    const wrong = wrongIn(typed);
    setTried({ errors: wrong, attempts: attempts + 1 });
    if (!hasErrors(wrong)) navigate(addressOf(filtersIn(new URLSearchParams(typed))));
  };
  return (
    <Form label="Which events" prefix="journal" errors={errors} attempts={attempts} onSend={send}>
      <div className="filters">
        <TextField {...field('subject')} label="About" hint="Id of an appointment, patient, doctor or account" />
        <TextField {...field('actorId')} label="Done by" hint="Id of an account" />
        <TextField {...field('stream')} label="Stream" hint="Its name" />
        <TextField {...field('correlationId')} label="Request" hint="Id of what led to it" />
        <Select {...field('type')} label="Event">
          <option value="">Any</option>
          {categories.map((category) => (
            <optgroup key={category} label={groups[category]}>
              {eventTypes
                .filter((type) => categoryOfType[type] === category)
                .map((type) => (
                  <option key={type} value={type}>
                    {sentenceOf(type)}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
        <Select {...field('actorRole')} label="Role">
          <option value="">Any</option>
          {roles.map((role) => (
            <option key={role} value={role}>
              {sentenceOf(role)}
            </option>
          ))}
        </Select>
        <TextField {...field('from')} label="From" type="date" />
        <TextField {...field('to')} label="To" type="date" />
        <button type="submit">Show</button>
      </div>
    </Form>
  );
};

const told = (filters: Filters) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as Partial<Typed>;

const wrongIn = ({ subject, actorId, stream, correlationId }: Typed) => {
  const unlike = (text: string, fits: (text: string) => boolean) => text.trim() !== '' && !fits(text.trim());
  const anId = 'an id of 36 signs, such as 3f2a81c0-5b1d-4e6f-8a90-112233445566';
  return check({
    subject: unlike(subject, isUuid) && `About must be ${anId}`,
    actorId: unlike(actorId, isUuid) && `Done by must be ${anId}`,
    stream: unlike(stream, isStream) && 'Stream must be the name of one, such as patient-3f2a81c0-…',
    correlationId: unlike(correlationId, isUuid) && `Request must be ${anId}`,
  });
};

const groups: Record<Category, string> = {
  doctorDay: "On a doctor's day",
  doctor: 'Of a doctor',
  patient: 'Of a patient',
  patientVisits: "Of a patient's visits",
  user: 'Of an account',
  email: 'Of an address',
  session: 'Of a sign-in',
  payment: 'Of a payment',
  feedback: 'Of feedback',
  backup: 'Of a backup',
  letter: 'Of a letter',
};
