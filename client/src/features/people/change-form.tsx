import type { Gender } from '@careconnect/domain/patient/events.ts';
import type { Patient } from '../../api/answers.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { useDraft } from '../../forms/use-draft.ts';
import { useSending } from '../../forms/use-sending.ts';
import { useChangePatientMutation } from '../../patients/api.ts';
import { BirthFieldsOf, checkBirth, checkNames, NameFields, personLabels } from '../../patients/person.tsx';

type ChangeProps = { person: Patient; onChanged: () => void; onLeave: () => void };

export const ChangeForm = ({ person, onChanged, onLeave }: ChangeProps) => {
  const prefix = `person-${person.patientId}`;
  const { fields, change, finish } = useDraft(prefix, {
    firstName: person.firstName ?? '',
    lastName: person.lastName ?? '',
    dateOfBirth: person.dateOfBirth ?? '',
    gender: person.gender ?? '',
  });
  const { busy, attempts, errors, problem, send } = useSending(personLabels);
  const [changePatient] = useChangePatientMutation();
  const submit = () =>
    send({ ...checkNames(fields), ...checkBirth(fields) }, async () => {
      const names = { firstName: fields.firstName.trim(), lastName: fields.lastName.trim() };
      const { dateOfBirth } = fields;
      const gender = fields.gender as Gender;
      await changePatient({ patientId: person.patientId, ...names, dateOfBirth, gender }).unwrap();
      finish();
      onChanged();
    });
  const form = { prefix, fields, errors, change };
  return (
    <Form label="Change the details" {...{ prefix, errors, problem, attempts }} onSend={submit}>
      <NameFields {...form} />
      <BirthFieldsOf {...form} />
      <p className="buttons">
        <SendButton busy={busy} busyText="Changing…">
          Save
        </SendButton>
        <button type="button" onClick={onLeave}>
          Leave it as it is
        </button>
      </p>
    </Form>
  );
};
