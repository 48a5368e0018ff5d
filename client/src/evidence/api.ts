import { api } from '../api/api.ts';

const evidence = api.injectEndpoints({
  endpoints: (build) => ({
    // No query: it is asked for once, and never kept up to date.
    evidence: build.mutation<object, string>({
      query: (appointmentId) => ({ url: `queries/journal/appointments/${appointmentId}/evidence` }),
    }),
  }),
});

export const { useEvidenceMutation } = evidence;
