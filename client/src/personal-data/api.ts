import type { UserId } from '@careconnect/domain/ids.ts';
import type { Position } from '../api/answers.ts';
import { api } from '../api/api.ts';

/** What an erasure answers: shown once, and kept by nobody here. */
export type Certified = { certificate: object; signed: string; position: Position };

const personalData = api.injectEndpoints({
  endpoints: (build) => ({
    // No query: it is asked for once, and never kept up to date.
    export: build.mutation<object, UserId | 'me'>({
      query: (whose) => ({ url: `queries/${whose === 'me' ? 'me' : `users/${whose}`}/personal-data` }),
    }),
  }),
});

export const { useExportMutation } = personalData;
