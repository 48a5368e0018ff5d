import { defaultPreferences, type LetterPreferences } from '@careconnect/domain/user/letter-preferences.ts';
import { remindersFor } from '@careconnect/domain/user/reminders.ts';
import type { Happened } from './log.ts';

/**
 * A reminder that the log called for. One that is due is in the ledger and in the mailbox once, one to come in neither. Where the
 * patient had seen before it fell due that the visit has left that time, nothing is sent. Where the visit left without that, either
 * is right: the reminder may have been on its way.
 */
export type Called = Readonly<{
  name: string;
  appointmentId: string;
  at: string;
  is: 'due' | 'to come' | 'gone' | 'either';
}>;

/** By `appointmentId startsAt`: when the patient saw that the visit is no longer then. */
export type SeenGone = ReadonlyMap<string, string>;

type Stay = { startsAt: string; zone: string; userId: string; from: string; until: string | null };

export const remindersCalledFor = (log: readonly Happened[], seenGone: SeenGone, now: string): Called[] => {
  const wishes = wishesIn(log);
  return [...staysIn(log)].flatMap(([appointmentId, stays]) =>
    stays.flatMap(({ startsAt, zone, userId, from, until }) =>
      remindersFor({ startsAt, zone }, wishes.get(userId) ?? defaultPreferences, from).map(({ minutes, at }) => {
        const seen = seenGone.get(`${appointmentId} ${startsAt}`);
        const left = seen !== undefined && seen <= at ? 'gone' : 'either';
        const stands = at <= now ? 'due' : 'to come';
        const name = `${appointmentId} ${startsAt} reminder ${minutes}`;
        return { name, appointmentId, at, is: until === null ? stands : left } as const;
      }),
    ),
  );
};

/** The last word of each account: in a proof it is said before the first visit. */
const wishesIn = (log: readonly Happened[]): ReadonlyMap<string, LetterPreferences> =>
  new Map(
    log.flatMap(({ type, data }) =>
      type === 'LetterPreferencesSet' ? [[data.userId, data as unknown as LetterPreferences]] : [],
    ),
  );

/** At which times each visit stood confirmed, one after the other. What was imported calls for nothing. */
const staysIn = (log: readonly Happened[]): ReadonlyMap<string, readonly Stay[]> => {
  const stays = new Map<string, Stay[]>();
  for (const { type, data, metadata } of log) {
    const { appointmentId, startsAt, zone, userId } = data;
    const its = stays.get(appointmentId);
    if (type === 'AppointmentConfirmed' && !metadata.imported) stays.set(appointmentId, []);
    else if (!its || !['AppointmentRescheduled', 'AppointmentCancelled', 'AppointmentCompleted'].includes(type))
      continue;
    const last = its?.at(-1);
    if (last) last.until = metadata.recordedAt;
    if (type === 'AppointmentConfirmed' || type === 'AppointmentRescheduled')
      stays.get(appointmentId)?.push({ startsAt, zone, userId, from: metadata.recordedAt, until: null });
  }
  return stays;
};

type Entered = Readonly<{ name: string; letter_id: string; state: string; reason: string | null }>;
type Mailed = Readonly<{ letterId: string; at: string }>;

/** What is wrong with the reminders in the ledger, and with when they came. */
export const wrongReminders = (
  called: readonly Called[],
  ledger: readonly Entered[],
  mails: readonly Mailed[],
): string[] => {
  const known = new Map(called.map((each) => [each.name, each]));
  const firstCopies = new Map(mails.toReversed().map(({ letterId, at }) => [letterId, at]));
  const entered = new Set<string>();
  const wrong: string[] = [];
  for (const { name, letter_id, state, reason } of ledger) {
    if (entered.has(name)) wrong.push(`${name} is in the ledger twice`);
    entered.add(name);
    const reminder = known.get(name);
    if (!reminder) wrong.push(`${name} is in the ledger for no reason`);
    else if (reminder.is === 'to come') wrong.push(`${name} rang before its time`);
    else if (reminder.is === 'gone' && state === 'sent') wrong.push(`${name} was sent, and its patient knew better`);
    else if (reminder.is === 'due' && state !== 'sent') wrong.push(`${name} is ${state}: ${reason}`);
    const came = firstCopies.get(letter_id);
    if (reminder && came !== undefined && came < reminder.at) wrong.push(`${name} came at ${came}, before its time`);
  }
  const missing = called.filter(({ is, name }) => is === 'due' && !entered.has(name));
  return [...wrong, ...missing.map(({ name }) => `${name} never rang`)];
};
