import { onceOnly } from '@careconnect/platform/messaging/inbox.ts';
import type { Handler } from '@careconnect/platform/messaging/message-bus.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { enter } from './ledger.ts';
import { lettersDue } from './letter-due.ts';
import type { Alarms } from './reminding/alarms.ts';
import { remindersToDerive } from './reminding/due.ts';

/** Enters the letters a message asks for, and what has to be reminded of anew. Once that is durable the message is done; sending is the ledger's business. */
export const noteLetters =
  (pool: Pool, alarms: Pick<Alarms, 'set'>, entered: () => void): Handler =>
  async (message) => {
    const due = lettersDue(message);
    const reminders = remindersToDerive(message);
    if (due.length === 0 && reminders.length === 0) return;
    await inTransaction(pool, async (client) => {
      if (!(await onceOnly(client, 'notifier', message.id))) return;
      for (const letter of due) await enter(client, letter);
      await alarms.set(client, reminders);
    });
    entered();
  };
