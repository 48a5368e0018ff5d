import type { DoctorId, VisitTypeId } from '@careconnect/domain/ids.ts';
import { ProfileFields } from '../../doctors/profile-fields.tsx';
import { several } from '../../doctors/profile-form.ts';
import { weekdays } from '../../doctors/wording.ts';
import { Select, TextField } from '../../forms/field.tsx';
import type { FieldErrors } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { renewing, useIntention } from '../../forms/intention.ts';
import { useDraft } from '../../forms/use-draft.ts';
import { useSending } from '../../forms/use-sending.ts';
import { zoneHere } from '../../parts/here.ts';
import { useOnboardMutation } from './api.ts';
import { checkDoctor, emptyDoctor, labels, newDoctor, type TypedDoctor } from './new-doctor.ts';

const here = zoneHere();
const zones = [...new Set([here, ...Intl.supportedValuesOf('timeZone')])].sort();

type FormProps = { onOnboarded: (doctor: { doctorId: DoctorId; name: string; email: string }) => void };

export const OnboardingForm = ({ onOnboarded }: FormProps) => {
  const { fields, change, finish } = useDraft('onboard', emptyDoctor(here));
  const { busy, send, ...sending } = useSending(labels);
  const [doctor, visitType] = [useIntention(), useIntention()];
  const [onboard] = useOnboardMutation();
  const renew = () => {
    doctor.renew();
    visitType.renew();
  };
  const submit = () =>
    send(checkDoctor(fields), async () => {
      const asked = newDoctor(fields, doctor.id() as DoctorId, visitType.id() as string as VisitTypeId);
      await onboard(asked).unwrap().catch(renewing(renew));
      renew();
      finish();
      onOnboarded({ doctorId: asked.doctorId, ...asked.account });
    });
  const part = { fields, errors: sending.errors, change };
  return (
    <div className="card">
      <Form label="Bring in a doctor" prefix="onboard" {...sending} onSend={submit}>
        <h2>Account</h2>
        <Texts {...part} of={['email', 'name']} />
        <h2>Profile</h2>
        <ProfileFields prefix="onboard" {...part} />
        <h2>First hours and visits</h2>
        <p>
          The doctor and admins can change all of it in the schedule, and set terms, holidays and further visit types.
        </p>
        <Select
          id="onboard-zone"
          label={labels.zone}
          value={fields.zone}
          error={sending.errors.zone}
          onType={(zone) => change({ zone })}
        >
          {zones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
        <Days {...part} />
        <Texts {...part} of={['from', 'to', 'againFrom', 'againTo']} type="time" />
        <Texts {...part} of={['visit', 'minutes']} />
        <SendButton busy={busy} busyText="Bringing in…">
          Bring in this doctor
        </SendButton>
      </Form>
    </div>
  );
};

type PartProps = {
  fields: TypedDoctor;
  errors: FieldErrors<keyof TypedDoctor>;
  change: (change: Partial<TypedDoctor>) => void;
};

type TextsProps = PartProps & { of: readonly (keyof TypedDoctor)[]; type?: 'time' };

const Texts = ({ fields, errors, change, of, type }: TextsProps) => (
  <div className="side-by-side">
    {of.map((field) => (
      <TextField
        key={field}
        id={`onboard-${field}`}
        label={labels[field]}
        type={type ?? (field === 'email' ? 'email' : 'text')}
        autoComplete="off"
        maxLength={field === 'visit' ? 100 : 255}
        value={fields[field]}
        error={errors[field]}
        onType={(value) => change({ [field]: value })}
      />
    ))}
  </div>
);

const Days = ({ fields, change }: PartProps) => {
  const chosen = several(fields.days);
  return (
    <fieldset>
      <legend>{labels.days}</legend>
      <div className="links">
        {weekdays.map((name, k) => {
          const day = String(k + 1);
          const others = chosen.filter((each) => each !== day);
          return (
            <label key={name} className="tick">
              <input
                type="checkbox"
                checked={chosen.includes(day)}
                onChange={({ target }) => change({ days: (target.checked ? [...others, day].sort() : others).join() })}
              />
              <span>{name}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
};
