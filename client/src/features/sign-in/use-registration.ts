import type { PatientId, UserId } from '@careconnect/domain/ids.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { accountLabels, checkEmail, checkNewPassword } from '../../forms/account.ts';
import { renewing, useIntention } from '../../forms/intention.ts';
import { useSending } from '../../forms/use-sending.ts';
import { useAddPatientMutation } from '../../patients/api.ts';
import { checkBirth, checkNames, emptyPerson, personLabels } from '../../patients/person.tsx';
import { signedIn } from '../../session/session.ts';
import { useRegisterMutation, useSignInMutation } from './api.ts';

/** Registers, signs in, and adds oneself as a patient: three commands, each quiet when the form is sent again. */
export const useRegistration = () => {
  const [fields, setFields] = useState({ ...emptyPerson, email: '', password: '' });
  const [forMyself, setForMyself] = useState(true);
  const sending = useSending({ ...personLabels, ...accountLabels });
  const account = useIntention();
  const self = useIntention();
  const [register] = useRegisterMutation();
  const [signIn] = useSignInMutation();
  const [addPatient] = useAddPatientMutation();
  const dispatch = useDispatch();

  const { email, password, dateOfBirth, gender } = fields;
  const [firstName, lastName] = [fields.firstName.trim(), fields.lastName.trim()];
  const wrong = () => ({
    ...checkNames(fields),
    ...checkEmail(email),
    ...checkNewPassword(password),
    ...(forMyself ? checkBirth(fields) : {}),
  });
  const submit = () =>
    sending.send(wrong(), async () => {
      const userId = account.id() as UserId;
      await register({ userId, email, password, name: `${firstName} ${lastName}` })
        .unwrap()
        .catch(renewing(account.renew));
      dispatch(signedIn(await signIn({ email, password }).unwrap()));
      if (!forMyself) return;
      const patientId = self.id() as PatientId;
      await addPatient({ patientId, firstName, lastName, dateOfBirth, gender: gender as Gender }).unwrap();
    });
  const change = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  return { ...sending, fields, change, forMyself, setForMyself, submit };
};
