import type { ClientBase } from 'pg';

/**
 * True the first time this consumer meets this message. Call it first in the transaction of the effect: both are kept or
 * neither is, and a second delivery waits for the first one's outcome.
 */
export const onceOnly = async (
  client: Pick<ClientBase, 'query'>,
  consumer: string,
  messageId: string,
): Promise<boolean> => {
  const { rowCount } = await client.query({
    name: 'inbox-once-only',
    text: 'insert into messaging.inbox (consumer, message_id) values ($1, $2) on conflict do nothing',
    values: [consumer, messageId],
  });
  return rowCount === 1;
};

/** Forgets messages handled before this instant; choose it well beyond the longest time a message can stay in a queue. */
export const forgetHandledBefore = async (client: Pick<ClientBase, 'query'>, instant: Date): Promise<number> => {
  const { rowCount } = await client.query('delete from messaging.inbox where handled_at < $1', [instant]);
  return rowCount ?? 0;
};
