import { randomUUID } from 'node:crypto';
import { restsOn } from '@careconnect/domain/day/forgo.ts';
import type { Instant } from '@careconnect/domain/event.ts';
import { type ClaimId, claimId } from '@careconnect/domain/ids.ts';
import { inTheWayOf } from '@careconnect/domain/patient-visits/decide.ts';
import type { Claim } from '@careconnect/domain/patient-visits/events.ts';
import { patienceWithClaims } from '@careconnect/domain/processes/react.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorDayStream, patientVisitsStream } from '@careconnect/domain/streams.ts';
import { millisecondsOf } from '@careconnect/domain/time/wall.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import type { DayHandler, VisitsHandler } from '../handlers.ts';

/** A new id for each command, and what led to it. */
export type Contexts = () => CommandContext;

export type WantedTime = Omit<Claim, 'claimId'>;

/** The patient's side of every change of time (docs/adr/0012): claimed before the day is asked, released after. */
export type Claims = {
  /** Refused when the patient is elsewhere then, or has enough visits with this doctor. */
  claim(wanted: WantedTime, mostOpen: number | null, contexts: Contexts): Promise<ClaimId>;
  release(claim: Pick<Claim, 'patientId' | 'claimId'>, contexts: Contexts): Promise<void>;
  /** Releases a claim that no visit rests on, once nothing that is under way can come to rest on it any more. */
  settle(claim: Claim, contexts: Contexts): Promise<void>;
};

type Needs = { days: DayHandler; visits: VisitsHandler };

export const claimsOn = ({ days, visits }: Needs): Claims => {
  const release: Claims['release'] = async ({ patientId, claimId }, contexts) => {
    const context = contexts();
    const command = { is: 'ReleaseVisit', patientId, claimId, at: context.now } as const;
    await visits.handle(patientVisitsStream(patientId), command, context);
  };

  const settle: Claims['settle'] = async (claim, contexts) => {
    const context = contexts();
    const { claimId, appointmentId, patientId, doctorId, date } = claim;
    const concerned = { claimId, appointmentId, patientId, doctorId, date };
    const command = { is: 'ForgoClaim', ...concerned, by: { policy: true }, at: context.now } as const;
    const { state } = await days.handle(doctorDayStream(doctorId, date), command, context);
    if (!restsOn(state, claimId, appointmentId)) await release(claim, contexts);
  };

  /** Whether its visit took place, was cancelled or moved on: the process has just not come to it yet. */
  const isUsedUp = async ({ doctorId, date, claimId, appointmentId }: Claim): Promise<boolean> => {
    const { state } = await days.load(doctorDayStream(doctorId, date), { fresh: true });
    return state.appointments.get(appointmentId)?.visit.claimId === claimId && !restsOn(state, claimId, appointmentId);
  };

  /** Nobody is refused for the sake of a claim that is over. */
  const clearTheWay = async (claim: Claim, at: Instant, contexts: Contexts): Promise<void> => {
    const { state } = await visits.load(patientVisitsStream(claim.patientId), { fresh: true });
    const { meeting, open } = inTheWayOf(claim, state, at);
    for (const { claimedAt, ...other } of new Set([...meeting, ...open])) {
      const isOld = millisecondsOf(at) - millisecondsOf(claimedAt) > patienceWithClaims;
      if (await isUsedUp(other)) await release(other, contexts);
      else if (isOld) await settle(other, contexts);
    }
  };

  return {
    async claim(wanted, mostOpen, contexts) {
      const context = contexts();
      const at = context.now;
      // An import meets its patients for the first time.
      const first = context.imported ? { ...context, likelyNew: true as const } : context;
      const claim: Claim = { ...wanted, claimId: claimId(randomUUID()) };
      const command = { is: 'ClaimVisit', claim, mostOpen, at } as const;
      const stream = patientVisitsStream(wanted.patientId);
      try {
        await visits.handle(stream, command, first);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await clearTheWay(claim, at, contexts);
        await visits.handle(stream, command, contexts());
      }
      return claim.claimId;
    },
    release,
    settle,
  };
};
