import { userId } from '@careconnect/domain/ids.ts';
import { userStream } from '@careconnect/domain/streams.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import type { Service } from './service.ts';

/** What the newest letter of an invitation would carry. */
export const invitationOf = async (service: Service, id: string) => {
  const store = connectEventStore({ url: service.eventStore.url });
  let requestId = '';
  for await (const { type, data } of store.readStream(userStream(userId(id))))
    if (type === 'UserInvited') requestId = (data as { requestId: string }).requestId;
  await store.close();
  const proofs = proofsWith(Buffer.from(service.environment.LETTER_KEY, 'base64'));
  return { requestId, proof: proofs.of('invitation', id, requestId) };
};
