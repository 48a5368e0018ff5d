import { openCommandHouse } from '../../support/command-house.ts';
import { send } from '../../support/load.ts';
import { newClinic, openingOf, slotsOf } from '../../support/slot-clinic.ts';
import { until } from '../../support/until.ts';
import { attack } from './attack.ts';
import { violationsIn } from './checks.ts';
import type { Entry } from './history.ts';
import { appointmentsIn } from './log.ts';

export type Finding = { asked: number; done: number; refused: Record<string, number>; violations: string[] };

const bookings = 50;
const doctors = 9;
const slotsADay = 16;

/** Lets many book, cancel and move at once through two processes, and judges the log and the answers from outside. */
export const proveBookings = async (slots: number, seed: number, say: (line: string) => void): Promise<Finding> => {
  const house = await openCommandHouse(2);
  try {
    const days = Math.ceil(slots / doctors / slotsADay);
    const clinic = newClinic({ doctors, patients: 200, days }, house.issueToken);
    await send(openingOf(clinic, house.urls[0] ?? '', house.adminToken), 8, 201);
    const everywhere = slotsOf(clinic);
    const wanted = everywhere.slice(0, slots);
    let done = 0;
    const operations = await attack({ slots: wanted, everywhere, clinic, bookings, seed }, house.urls, () => {
      done += 1;
      if (done % Math.ceil(slots / 20) === 0) say(`${done} of ${slots} slots, ${bookings} bookings each`);
    });
    const log = await settled(house.eventStoreUrl);
    const refused: Record<string, number> = {};
    for (const { answer } of operations)
      if (answer.is === 'refused') refused[answer.code] = (refused[answer.code] ?? 0) + 1;
    const acknowledged = operations.filter(({ answer }) => answer.is === 'done').length;
    return { asked: operations.length, done: acknowledged, refused, violations: violationsIn(operations, log) };
  } finally {
    await house.close();
  }
};

/** The log once every move that was begun is finished or undone. */
const settled = async (eventStoreUrl: string): Promise<Entry[]> => {
  let log: Entry[] = [];
  const halves = () => {
    const begun = log.filter(({ type }) => type === 'AppointmentMovedIn').length;
    const ended = log.filter(({ type }) => type === 'AppointmentMovedOut' || type === 'AppointmentMoveUndone').length;
    return begun - ended;
  };
  await until('every move is finished or undone', async () => {
    log = await appointmentsIn(eventStoreUrl);
    return halves() === 0;
  });
  return log;
};
