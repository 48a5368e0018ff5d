import { instantOf } from '@careconnect/domain/time/wall.ts';
import { type Api, Refused } from '../api/api.ts';
import { inParallel } from '../api/in-parallel.ts';
import { inLanes } from './in-lanes.ts';
import type { Ledger } from './ledger.ts';
import { doctorIdOf, onboardingOf, patientIdOf, visit } from './network.ts';
import { personOf } from './people.ts';
import type { Plan, Planned } from './plan.ts';

export type Asking = {
  api: Api;
  ledger: Ledger;
  atOnce: number /** After each. */;
  done: () => void;
  stop: AbortSignal;
};

/** Doctors that are there already stay as they are. */
export const askForDoctors = async (
  { doctors }: Plan,
  password: string,
  { api, atOnce, done, stop }: Asking,
): Promise<void> => {
  const all = [...doctors].flatMap(([clinic, count]) =>
    Array.from({ length: count }, (_, doctor) => ({ clinic, doctor })),
  );
  await inParallel(until(stop, all), atOnce, async ({ clinic, doctor }) => {
    const path = `/commands/doctors/${doctorIdOf(clinic, doctor)}`;
    await api({ method: 'PUT', path, body: onboardingOf(clinic, doctor, password) });
    done();
  });
};

/** The patients of the requests that are still to be asked, each once. */
export const patientsToAdd = ({ requests }: Plan, ledger: Ledger): Planned[] => {
  const seen = new Set<string>();
  return requests.filter(({ request: { patientKey } }) => {
    if (seen.has(patientKey) || ledger.hasPatient(patientKey)) return false;
    seen.add(patientKey);
    return true;
  });
};

export const askForPatients = async (
  patients: readonly Planned[],
  { api, ledger, atOnce, done, stop }: Asking,
): Promise<void> => {
  await inParallel(until(stop, patients), atOnce, async ({ request }) => {
    const path = `/commands/patients/${patientIdOf(request.patientKey)}`;
    await api({ method: 'PUT', path, body: personOf(request) }).catch((error) => {
      // Known from another file, where the first request came at another age: the person stays who they are.
      if (!(error instanceof Refused && error.code === 'asked-differently')) throw error;
    });
    ledger.addedPatient(request.patientKey);
    done();
  });
};

const isAnswered = (ledger: Ledger, { request }: Planned): boolean =>
  (ledger.entry(request.key)?.is ?? 'asked') !== 'asked';

export const requestsToAsk = ({ requests }: Plan, ledger: Ledger): Planned[] =>
  requests.filter((planned) => !isAnswered(ledger, planned));

/** In order of time within one doctor's day; different days do not wait for one another. */
export const askForVisits = (
  requests: readonly Planned[],
  { api, ledger, atOnce, done, stop }: Asking,
): Promise<void> => {
  const laneOf = ({ request, doctor }: Planned) => `${doctorIdOf(request.clinic, doctor)} ${request.date}`;
  return inLanes(until(stop, requests), { atOnce, mostWaiting: 20 * atOnce, laneOf }, async (planned) => {
    if (stop.aborted) return;
    await askForVisit(planned, api, ledger);
    done();
  });
};

const askForVisit = async ({ request, doctor }: Planned, api: Api, ledger: Ledger): Promise<void> => {
  const { key, clinic, date, patientKey, requestedAt } = request;
  ledger.ask(key, doctor);
  try {
    const { appointmentId, startsAt } = await api({
      method: 'POST',
      path: `/commands/doctors/${doctorIdOf(clinic, doctor)}/days/${date}/appointments`,
      headers: { 'Idempotency-Key': key },
      body: {
        patientId: patientIdOf(patientKey),
        visitTypeId: visit,
        startsAt: 'earliest',
        requestedAt: instantOf(requestedAt),
      },
    });
    ledger.answer(key, { is: 'booked', doctor, appointmentId: String(appointmentId), startsAt: String(startsAt) });
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 409, 422].includes(error.status)) throw error;
    ledger.answer(key, { is: 'refused', doctor, code: error.code });
  }
};

/** The items up to the moment of being told to stop. */
const until = function* <T>(stop: AbortSignal, items: readonly T[]): Generator<T> {
  for (const item of items) {
    if (stop.aborted) return;
    yield item;
  }
};
