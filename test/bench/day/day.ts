import { addDays } from '@careconnect/domain/time/wall.ts';
import { exchange } from '@careconnect/local/api/exchange.ts';
import { type Request, send } from '../../support/load.ts';
import { openQueryHouse } from '../../support/query-house.ts';
import { startScript } from '../../support/service-processes.ts';
import { idOf, kinds, lastDay, putAppointments, putDoctors, visitsADay } from '../rows.ts';

/** Requests a second. */
export type DayFigures = { made: number; plain: number; ready: number; buffer: number };

const doctors = 100;
const days = 10;
const atOnce = 16;

/** A doctor's day made anew and taken as it is, each beside what it would cost without more, in turns. */
export const measureDays = async (short: boolean, say: (line: string) => void): Promise<DayFigures> => {
  const rounds = short ? 4 : 12;
  const house = await openQueryHouse(async (pool) => {
    await putDoctors(pool, doctors);
    await putAppointments(pool, doctors, doctors * days * visitsADay);
  });
  try {
    const all = Array.from({ length: doctors * days }, (_, k) => {
      const doctorId = idOf(kinds.doctor, 1 + (k % doctors));
      const token = house.tokenOf({ userId: doctorId, role: 'DOCTOR' });
      return { path: `doctors/${doctorId}/days/${addDays(lastDay, -Math.floor(k / doctors))}`, token };
    });
    const asked = (base: string, path: string, token: string): Request => ({
      method: 'GET',
      url: new URL(path, base),
      headers: { Authorization: `Bearer ${token}` },
    });
    const [first] = all as [(typeof all)[number]];
    const { url, ...ask } = asked(house.url, `/queries/${first.path}`, first.token);
    const { text } = await exchange(url, ask, 10_000);
    const script = new URL('plain-service.ts', import.meta.url);
    const other = await startScript(script, [house.databaseUrl, JSON.stringify(house.publicKey), String(text.length)]);
    try {
      // Another limit is another answer, that nobody has asked for yet.
      const ways: Record<keyof DayFigures, (round: number) => Request[]> = {
        made: (round) => all.map(({ path, token }) => asked(house.url, `/queries/${path}?limit=${100 + round}`, token)),
        plain: () => all.map(({ path, token }) => asked(other.url, `/${path}`, token)),
        ready: () => all.map(() => asked(house.url, `/queries/${first.path}`, first.token)),
        buffer: () => all.map(() => asked(other.url, '/ready', first.token)),
      };
      const seconds: DayFigures = { made: 0, plain: 0, ready: 0, buffer: 0 };
      for (let round = 0; round <= rounds; round += 1) {
        for (const way of Object.keys(ways) as (keyof DayFigures)[]) {
          const stretch = await send(ways[way](round), atOnce, 200);
          if (round > 0) seconds[way] += stretch.seconds; // the first warms up
        }
        if (round > 0) say(`round ${round} of ${rounds}`);
      }
      const perSecond = (way: keyof DayFigures) => (rounds * all.length) / seconds[way];
      return {
        made: perSecond('made'),
        plain: perSecond('plain'),
        ready: perSecond('ready'),
        buffer: perSecond('buffer'),
      };
    } finally {
      await other.stop();
    }
  } finally {
    await house.close();
  }
};
