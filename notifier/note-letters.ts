import { onceOnly } from '@careconnect/platform/messaging/inbox.ts';
import type { Handler } from '@careconnect/platform/messaging/message-bus.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { enter } from './ledger.ts';
import { letterDue } from './letter-due.ts';

/** Enters the letter a message asks for. Once that is durable the message is done; sending is the ledger's business. */
export const noteLetters =
  (pool: Pool, entered: () => void): Handler =>
  async (message) => {
    const due = letterDue(message);
    if (!due) return;
    await inTransaction(pool, async (client) => {
      if (await onceOnly(client, 'notifier', message.id)) await enter(client, due);
    });
    entered();
  };
