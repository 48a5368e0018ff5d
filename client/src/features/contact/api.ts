import type { Position } from '../../api/answers.ts';
import { api } from '../../api/api.ts';

export type Message = { key: string; comments: string; email: string | null; name: string | null };

const contact = api.injectEndpoints({
  endpoints: (build) => ({
    sendMessage: build.mutation<{ feedbackId: string; position: Position }, Message>({
      query: ({ key, ...body }) => ({
        url: 'commands/feedback',
        method: 'POST',
        headers: { 'Idempotency-Key': key },
        body,
        anyone: true,
      }),
    }),
  }),
});

export const { useSendMessageMutation } = contact;
