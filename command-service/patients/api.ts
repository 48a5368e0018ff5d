import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id } from '@careconnect/platform/openapi/shape.ts';
import { created, done } from '../answers.ts';

export const patientApi: Chapter = {
  title: 'Patients',
  text: 'The people whom an account looks after: its owner, children, parents.',
  routes: {
    'PUT /commands/patients/:patientId': {
      id: 'addPatient',
      summary: 'Add a patient to the own account',
      detail: 'The caller chooses the id; asking again with the same content is quiet.',
      answers: created('The account looks after the patient', { patientId: id }),
      refuses: ['asked-differently', 'born-in-the-future'],
    },
    'POST /commands/patients/:patientId/details': {
      id: 'changePatientDetails',
      summary: 'Change name, date of birth or gender of a patient',
      answers: done('The details are as asked.'),
      refuses: ['patient-not-found', 'born-in-the-future'],
    },
    'POST /commands/patients/:patientId/removal': {
      id: 'removePatient',
      summary: 'Remove a patient from the account',
      detail: 'Appointments stay as they are.',
      answers: done('The account does not look after the patient any more.'),
      refuses: ['patient-not-found'],
    },
  },
};
