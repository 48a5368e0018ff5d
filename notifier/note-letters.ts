import { onceOnly } from '@careconnect/platform/messaging/inbox.ts';
import type { Handler } from '@careconnect/platform/messaging/message-bus.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { enter } from './ledger.ts';
import { lettersDue } from './letter-due.ts';

/** Enters the letters a message asks for. Once that is durable the message is done; sending is the ledger's business. */
export const noteLetters =
  (pool: Pool, entered: () => void): Handler =>
  async (message) => {
    const due = lettersDue(message);
    if (due.length === 0) return;
    await inTransaction(pool, async (client) => {
      if (await onceOnly(client, 'notifier', message.id)) for (const letter of due) await enter(client, letter);
    });
    entered();
  };
