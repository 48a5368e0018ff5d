import { openMailBox } from '@careconnect/local/mailbox/mail-box.ts';
import type { System } from '@careconnect/local/system/system.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { until } from '../../support/until.ts';
import { logOf } from './log.ts';

/** What became of a booking, wherever it leaves a trace. */
export type Found = {
  /** Appointment id > start in UTC to the minute, from the rows. */
  rows: ReadonlyMap<string, string>;
  /** Appointment id of every AppointmentRequested in the log, repeated if it stands there twice. */
  log: readonly string[];
  /** Appointment id > copies of its letter in the mailbox; 0 when the ledger has it and the mailbox does not. */
  letters: ReadonlyMap<string, number>;
};

/** Looks once everything that was under way has come to its end: rows level with the log, no letter due. */
export const look = async (system: System): Promise<Found> => {
  const pool = createPool({ url: system.addresses.database });
  try {
    const log = await requested(system);
    await until(
      'every booking in the log has its row and its letter',
      async () => {
        const { rows } = await pool.query(`
          select (select count(*) from appointments) as rows,
                 (select count(*) from notify.letters where state <> 'due' and appointment_id is not null) as letters`);
        return Number(rows[0].rows) === new Set(log).size && Number(rows[0].letters) === new Set(log).size;
      },
      120_000,
    ).catch(() => {}); // what is missing is a finding, and is named below
    const rows = await pool.query(`
      select appointment_id, to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as starts_at
        from appointments join read.appointment_details using (appointment_id)`);
    const ledger = await pool.query(
      'select letter_id, appointment_id from notify.letters where appointment_id is not null',
    );
    const copies = await copiesByLetter(system);
    return {
      log,
      rows: new Map(rows.rows.map((row) => [row.appointment_id, row.starts_at])),
      letters: new Map(ledger.rows.map((row) => [row.appointment_id, copies.get(row.letter_id) ?? 0])),
    };
  } finally {
    await pool.end();
  }
};

const requested = async (system: System): Promise<string[]> =>
  (await logOf(system, 'doctorDay'))
    .filter(({ type }) => type === 'AppointmentRequested')
    .map(({ data }) => data.appointmentId);

const copiesByLetter = async ({ folder }: System): Promise<Map<string, number>> => {
  const copies = new Map<string, number>();
  for (const { messageId } of (await openMailBox(folder.mail, Number.POSITIVE_INFINITY)).list()) {
    const letterId = messageId.slice(1, messageId.indexOf('@'));
    copies.set(letterId, (copies.get(letterId) ?? 0) + 1);
  }
  return copies;
};
