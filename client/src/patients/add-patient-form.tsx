import type { PatientId } from '@careconnect/domain/ids.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import { Form, SendButton } from '../forms/form.tsx';
import { renewing, useIntention } from '../forms/intention.ts';
import { useDraft } from '../forms/use-draft.ts';
import { useSending } from '../forms/use-sending.ts';
import { useAddPatientMutation } from './api.ts';
import { BirthFieldsOf, checkBirth, checkNames, emptyPerson, NameFields, personLabels } from './person.tsx';

type AddPatientProps = {
  /** Nobody is known yet, so there is no way around it. */
  first: boolean;
  onAdded: (patientId: PatientId) => void;
  onLeave: () => void;
};

export const AddPatientForm = ({ first, onAdded, onLeave }: AddPatientProps) => {
  const { fields, change, finish } = useDraft('add-patient', emptyPerson);
  const { busy, attempts, errors, problem, send } = useSending(personLabels);
  const person = useIntention();
  const [addPatient] = useAddPatientMutation();
  const submit = () =>
    send({ ...checkNames(fields), ...checkBirth(fields) }, async () => {
      const { firstName, lastName, dateOfBirth, gender } = fields;
      const names = { firstName: firstName.trim(), lastName: lastName.trim() };
      const patientId = person.id() as PatientId;
      await addPatient({ patientId, ...names, dateOfBirth, gender: gender as Gender })
        .unwrap()
        .catch(renewing(person.renew));
      finish();
      onAdded(patientId);
    });
  const form = { prefix: 'patient', fields, errors, change };
  return (
    <Form label="Add a person" prefix="patient" errors={errors} problem={problem} attempts={attempts} onSend={submit}>
      {first && <p>Tell the doctor who comes. You are asked this once.</p>}
      <NameFields {...form} />
      <BirthFieldsOf {...form} />
      <p className="buttons">
        <SendButton busy={busy} busyText="Adding…">
          Add this person
        </SendButton>
        {!first && (
          <button type="button" onClick={onLeave}>
            Back
          </button>
        )}
      </p>
    </Form>
  );
};
