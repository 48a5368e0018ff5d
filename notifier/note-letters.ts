import { onceOnly } from '@careconnect/platform/messaging/inbox.ts';
import type { Handler } from '@careconnect/platform/messaging/message-bus.ts';
import { inTransaction } from '@careconnect/platform/postgres/postgres.ts';
import type { Pool } from 'pg';
import { dueAgain, enter } from './ledger.ts';
import { isForAdmins, lettersDue, letterWantedAgain } from './letter-due.ts';
import type { Alarms } from './reminding/alarms.ts';
import { remindersToDerive } from './reminding/due.ts';

/** Enters the letters a message asks for, and what has to be reminded of anew. Once that is durable the message is done; sending is the ledger's business. */
export const noteLetters =
  (pool: Pool, alarms: Pick<Alarms, 'set'>, entered: () => void): Handler =>
  async (message) => {
    const due = lettersDue(message, isForAdmins(message) ? await adminsIn(pool) : []);
    const reminders = remindersToDerive(message);
    const again = letterWantedAgain(message);
    if (due.length === 0 && reminders.length === 0 && !again) return;
    await inTransaction(pool, async (client) => {
      if (!(await onceOnly(client, 'notifier', message.id))) return;
      for (const letter of due) await enter(client, letter);
      if (again) await dueAgain(client, again);
      await alarms.set(client, reminders);
    });
    entered();
  };

const adminsIn = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ user_id: string }>(
    `SELECT user_id FROM app_users JOIN read.account_details more USING (user_id)
      WHERE app_users.role = 'ADMIN' AND more.active IS NOT FALSE ORDER BY user_id LIMIT 100`,
  );
  return rows.map(({ user_id }) => user_id);
};
