import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { callApi, signedIn } from '@careconnect/local/api/api.ts';
import { accountOf, addPatient, type Clinic, openPractice, visitTypeId } from './bookings.ts';
import type { SeenGone } from './reminders.ts';

const fates = ['stays', 'moves', 'is cancelled'] as const;
type Fate = (typeof fates)[number];

export type Guests = {
  /** One of each fate, each of whom is reminded in some seconds. */
  come(): void;
  /** Once all is done that they came for, and every reminder is due. */
  gone(): Promise<void>;
  seenGone: SeenGone;
};

/**
 * People who are reminded of their visits while others are killed: they want to hear of tomorrow's noon now, and staff give them a
 * time to the second. Everybody has a doctor of their own, so that nobody is in anybody's way.
 */
export const guestsOf = async ({ url, admin }: Clinic, random: () => number): Promise<Guests> => {
  const minutesAhead = minutesUntilNoonTomorrow();
  const guest = await register(url, minutesAhead);
  const seenGone = new Map<string, string>();
  const visits: Promise<void>[] = [];
  let lastDue = 0;

  const comes = async (fate: Fate, leadMs: number, untilChange: number, laterMs: number): Promise<void> => {
    const [doctorId, patientId, key] = [randomUUID(), randomUUID(), randomUUID()];
    await openPractice(admin, doctorId);
    await addPatient(guest, patientId);
    const due = Date.now() + leadMs;
    lastDue = Math.max(lastDue, due + laterMs);
    const startsAt = new Date(due + minutesAhead * 60_000).toISOString();
    const path = `/commands/doctors/${doctorId}/days/${startsAt.slice(0, 10)}/appointments`;
    const override = 'A proof.';
    const body = { patientId, visitTypeId, startsAt, override };
    const { appointmentId } = await admin({ method: 'POST', path, headers: { 'Idempotency-Key': key }, body });
    const it = `${path}/${appointmentId}`;
    await pause(untilChange * leadMs);
    if (fate === 'stays') return;
    const later = { startsAt: new Date(Date.parse(startsAt) + laterMs).toISOString(), override };
    const { position } =
      fate === 'moves'
        ? await admin({ method: 'PUT', path: `${it}/time`, body: later })
        : await guest({ method: 'POST', path: `${it}/cancellation`, body: { reason: 'A proof.' } });
    await guest({ method: 'GET', path: `/queries/appointments/${appointmentId}?position=${position}` });
    seenGone.set(`${appointmentId} ${startsAt}`, new Date().toISOString());
  };

  return {
    come() {
      for (const fate of fates) {
        const visit = comes(fate, 5_000 + random() * 5_000, random(), 2_000 + random() * 4_000);
        visit.catch(() => {}); // whoever waits for them all hears of it
        visits.push(visit);
      }
    },
    async gone() {
      await Promise.all(visits);
      await pause(Math.max(0, lastDue - Date.now()));
    },
    seenGone,
  };
};

/** So the visits lie far from midnight, which none may cross. */
const minutesUntilNoonTomorrow = (): number => {
  const now = Date.now();
  const noon = Date.parse(new Date(now + 24 * 60 * 60_000).toISOString().slice(0, 10)) + 12 * 60 * 60_000;
  return Math.floor((noon - now) / 60_000);
};

const register = async (url: string, minutesAhead: number) => {
  const api = callApi({ url });
  const { email, password } = accountOf('guest');
  await api({ method: 'PUT', path: `/commands/users/${randomUUID()}`, body: accountOf('guest') });
  const guest = signedIn(api, { email, password });
  const wishes = { language: 'en', reminders: [minutesAhead], quietHours: null, declined: [] };
  await guest({ method: 'PUT', path: '/commands/me/letter-preferences', body: wishes });
  return guest;
};
