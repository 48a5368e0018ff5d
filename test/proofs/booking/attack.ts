import { randomUUID } from 'node:crypto';
import { type Api, callApi, Refused } from '@careconnect/local/api/api.ts';
import { inParallel } from '@careconnect/local/api/in-parallel.ts';
import { pick, randomFrom } from '@careconnect/local/seed/random.ts';
import type { Clinic, Patient, Slot } from '../../support/slot-clinic.ts';
import type { Operation } from './history.ts';

export type Attack = {
  slots: readonly Slot[];
  everywhere: readonly Slot[];
  clinic: Clinic;
  bookings: number;
  seed: number;
};

/** So many slots are fought for at the same time. */
const slotsAtOnce = 4;
/** How many try again for a time that was given back. */
const latecomers = 5;

type Plan = { slot: Slot; bookers: Patient[]; late: Patient[]; next: 'keep' | 'cancel' | 'move' | 'both'; to: Slot };

/**
 * Many patients want each slot at once, half of them through each process. Some who get it cancel or move it while the others
 * are still asking, and then others ask again. Gives everything that was asked and answered.
 */
export const attack = async (
  { slots, everywhere, clinic, bookings, seed }: Attack,
  urls: readonly string[],
  onSlot: () => void,
): Promise<Operation[]> => {
  const random = randomFrom(`bookings ${seed}`);
  const plans = slots.map((slot): Plan => {
    const drawn = some(random, clinic.patients, bookings + latecomers);
    const chance = random();
    return {
      slot,
      bookers: drawn.slice(0, bookings),
      late: drawn.slice(bookings),
      next: chance < 0.25 ? 'cancel' : chance < 0.5 ? 'move' : chance < 0.6 ? 'both' : 'keep',
      to: pick(random, everywhere),
    };
  });
  const operations: Operation[] = [];
  const apis = urls.map((url) => callApi({ url }));
  await inParallel(plans, slotsAtOnce, async (plan) => {
    await fightFor(plan, apis, operations);
    onSlot();
  });
  return operations;
};

const some = <T>(random: () => number, from: readonly T[], count: number): T[] => {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] as T);
};

const fightFor = async ({ slot, bookers, late, next, to }: Plan, apis: readonly Api[], history: Operation[]) => {
  const { doctor, day, startsAt } = slot;
  const { doctorId, visitTypeId } = doctor;
  const path = `/commands/doctors/${doctorId}/days/${day}/appointments`;

  const ask = async (asked: Question, process: number, patient: Patient, request: Parameters<Api>[0]) => {
    const invokedAt = performance.now();
    const headers = { ...request.headers, Authorization: `Bearer ${patient.token}` };
    const answer = await (apis[process] as Api)({ ...request, headers }).then(
      ({ appointmentId }) => ({ is: 'done' as const, appointmentId: String(appointmentId) }),
      (error) => {
        if (!(error instanceof Refused)) throw error;
        return { is: 'refused' as const, code: error.code };
      },
    );
    history.push({ ...asked, process, invokedAt, answeredAt: performance.now(), answer });
    return answer;
  };

  const book = async (patient: Patient, index: number): Promise<void> => {
    const { patientId } = patient;
    const process = index % apis.length;
    const body = { patientId, visitTypeId, startsAt };
    const answer = await ask({ do: 'book', patientId, wanted: { doctorId, startsAt } }, process, patient, {
      ...{ method: 'POST', path, body, headers: { 'Idempotency-Key': randomUUID() } },
    });
    if (answer.is === 'done' && index < bookers.length) await change(answer.appointmentId, patient, process);
  };

  /** Through the other process than that which booked. */
  const change = async (appointmentId: string, patient: Patient, booked: number): Promise<void> => {
    const process = (booked + 1) % apis.length;
    const { patientId } = patient;
    const mine = { appointmentId, patientId };
    const cancel = () =>
      ask({ do: 'cancel', ...mine }, booked, patient, {
        ...{ method: 'POST', path: `${path}/${appointmentId}/cancellation`, body: { reason: 'Otherwise engaged' } },
      });
    const move = () =>
      ask({ do: 'move', ...mine, wanted: placeOf(to) }, process, patient, moving(path, appointmentId, slot, to));
    if (next === 'cancel') await cancel();
    else if (next === 'move') await move();
    else if (next === 'both') await Promise.all([cancel(), move()]);
    else return;
    await Promise.all(late.map((patient, i) => book(patient, bookers.length + i)));
  };

  await Promise.all(bookers.map(book));
};

type Question = Operation extends infer O ? (O extends Operation ? Omit<O, Answered> : never) : never;
type Answered = 'process' | 'invokedAt' | 'answeredAt' | 'answer';

const placeOf = ({ doctor, startsAt }: Slot) => ({ doctorId: doctor.doctorId, startsAt });

/** Another time on the same day is one command, another day or doctor another. */
const moving = (path: string, appointmentId: string, from: Slot, to: Slot): Parameters<Api>[0] => {
  const { doctorId, visitTypeId } = to.doctor;
  const { startsAt, day: date } = to;
  if (doctorId === from.doctor.doctorId && date === from.day)
    return { method: 'PUT', path: `${path}/${appointmentId}/time`, body: { startsAt } };
  return {
    method: 'POST',
    path: `${path}/${appointmentId}/move`,
    body: { startsAt, doctorId, date, visitTypeId },
    headers: { 'Idempotency-Key': randomUUID() },
  };
};
