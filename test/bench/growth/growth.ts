import { addDays } from '@careconnect/domain/time/wall.ts';
import { percentile, type Request, send } from '../../support/load.ts';
import { openQueryHouse, type QueryHouse } from '../../support/query-house.ts';
import { idOf, kinds, lastDay, putAppointments, putDoctors, visitsADay, visitsOfAnAccount } from '../rows.ts';

export type GrowthFigures = { name: string; smallMs: number; largeMs: number; ratio: number }[];

const doctors = 100;
const small = 10_000;

/** The same queries on a young clinic and on an old one, in turns: how many visits lie behind must not matter. */
export const measureGrowth = async (short: boolean, say: (line: string) => void): Promise<GrowthFigures> => {
  const large = short ? 100_000 : 1_000_000;
  const rounds = short ? 5 : 10;
  const young = await openClinic(small, say);
  try {
    const old = await openClinic(large, say);
    try {
      const queries = [
        { name: 'my appointments', small: mine(young, small), large: mine(old, large) },
        { name: "a doctor's day", small: days(young, small), large: days(old, large) },
      ];
      const figures: GrowthFigures = [];
      for (const { name, small, large } of queries) {
        const latencies: [number[], number[]] = [[], []];
        await send([...small, ...large], 1, 200);
        for (let round = 0; round < rounds; round += 1) {
          latencies[0].push(...(await send(small, 1, 200)).latenciesMs);
          latencies[1].push(...(await send(large, 1, 200)).latenciesMs);
        }
        const [smallMs, largeMs] = latencies.map((some) => percentile(some, 0.5)) as [number, number];
        figures.push({ name, smallMs, largeMs, ratio: largeMs / smallMs });
      }
      return figures;
    } finally {
      await old.close();
    }
  } finally {
    await young.close();
  }
};

const openClinic = (appointments: number, say: (line: string) => void): Promise<QueryHouse> =>
  openQueryHouse(async (pool) => {
    const began = performance.now();
    await putDoctors(pool, doctors);
    await putAppointments(pool, doctors, appointments);
    say(`${appointments} appointments put in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  });

/** A hundred people, from everywhere among them. */
const mine = ({ url, tokenOf }: QueryHouse, appointments: number): Request[] =>
  Array.from({ length: 100 }, (_, k) => {
    const people = appointments / visitsOfAnAccount;
    const userId = idOf(kinds.account, 1 + Math.floor((k * people) / 100));
    return asked(url, '/queries/me/appointments?when=past', tokenOf({ userId, role: 'PATIENT' }));
  });

const days = ({ url, tokenOf }: QueryHouse, appointments: number): Request[] =>
  Array.from({ length: 100 }, (_, k) => {
    const doctorId = idOf(kinds.doctor, 1 + (k % doctors));
    const full = Math.floor(appointments / (visitsADay * doctors));
    const date = addDays(lastDay, -Math.floor((k * full) / 100));
    return asked(url, `/queries/doctors/${doctorId}/days/${date}`, tokenOf({ userId: doctorId, role: 'DOCTOR' }));
  });

const asked = (base: string, path: string, token: string): Request => ({
  method: 'GET',
  url: new URL(path, base),
  headers: { Authorization: `Bearer ${token}` },
});
