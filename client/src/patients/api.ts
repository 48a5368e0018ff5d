import type { PatientId } from '@careconnect/domain/ids.ts';
import type { Gender } from '@careconnect/domain/patient/events.ts';
import type { Page, Patient, Position } from '../api/answers.ts';
import { api, paged } from '../api/api.ts';

export type NewPatient = {
  patientId: PatientId;
  firstName: string;
  lastName: string;
  dateOfBirth: string;
  gender: Gender;
};

const patients = api.injectEndpoints({
  endpoints: (build) => ({
    myPatients: build.infiniteQuery<Page<Patient>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/me/patients', params: { after: pageParam || undefined, limit: 50 } }),
      providesTags: ['Patient'],
    }),
    addPatient: build.mutation<{ patientId: PatientId; position: Position }, NewPatient>({
      query: ({ patientId, ...body }) => ({ url: `commands/patients/${patientId}`, method: 'PUT', body }),
      invalidatesTags: ['Patient'],
    }),
    changePatient: build.mutation<{ position: Position }, NewPatient>({
      query: ({ patientId, ...body }) => ({ url: `commands/patients/${patientId}/details`, method: 'POST', body }),
      // A refusal, too, says that what is shown is old.
      invalidatesTags: ['Patient', 'Appointment'],
    }),
    removePatient: build.mutation<{ position: Position }, PatientId>({
      query: (patientId) => ({ url: `commands/patients/${patientId}/removal`, method: 'POST', body: {} }),
      invalidatesTags: ['Patient'],
    }),
  }),
});

export const { useMyPatientsInfiniteQuery, useAddPatientMutation, useChangePatientMutation, useRemovePatientMutation } =
  patients;
