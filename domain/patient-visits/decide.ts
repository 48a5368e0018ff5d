import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { ClaimId, PatientId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf } from '../time/wall.ts';
import type { Claim, PatientVisitsEvent } from './events.ts';

export type PatientVisits = Readonly<{ claims: ReadonlyMap<ClaimId, Claim & { claimedAt: Instant }> }>;

export type ClaimVisit = Readonly<{
  is: 'ClaimVisit';
  claim: Claim;
  /** Visits still to come with this doctor, this one included; null is no limit. */
  mostOpen: number | null;
  at: Instant;
}>;
export type ReleaseVisit = Readonly<{ is: 'ReleaseVisit'; patientId: PatientId; claimId: ClaimId; at: Instant }>;
export type PatientVisitsCommand = ClaimVisit | ReleaseVisit;

const noVisits: PatientVisits = { claims: new Map() };

export const evolvePatientVisits = ({ claims }: PatientVisits, event: PatientVisitsEvent): PatientVisits => {
  const after = new Map(claims);
  switch (event.type) {
    case 'VisitClaimed':
      return { claims: after.set(event.data.claimId, event.data) };
    case 'VisitReleased':
      after.delete(event.data.claimId);
      return { claims: after };
    default:
      return assertNever(event);
  }
};

export const decidePatientVisits = (command: PatientVisitsCommand, visits: PatientVisits): PatientVisitsEvent[] => {
  switch (command.is) {
    case 'ClaimVisit':
      return claimVisit(command, visits);
    case 'ReleaseVisit':
      return releaseVisit(command, visits);
    default:
      return assertNever(command);
  }
};

/** Nobody can be in two places at once; an appointment never stands in its own way. Claiming again is quiet. */
const claimVisit = ({ claim, mostOpen, at }: ClaimVisit, visits: PatientVisits): PatientVisitsEvent[] => {
  if (visits.claims.has(claim.claimId)) return [];
  const { meeting, open } = inTheWayOf(claim, visits, at);
  if (meeting.length > 0)
    throw new Refusal('patient-is-elsewhere', 'The patient has another visit at this time.', {
      visits: meeting.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
    });
  if (mostOpen !== null && openAppointments(open) >= mostOpen)
    throw new Refusal('open-visits-cap-reached', 'The patient has as many visits with this doctor as are allowed.', {
      most: mostOpen,
    });
  return [{ type: 'VisitClaimed', data: { ...claim, claimedAt: at } }];
};

/** Other appointments of the patient: those at the same time, and those still to come with the same doctor. */
export const inTheWayOf = (claim: Claim, { claims }: PatientVisits, at: Instant) => {
  const others = [...claims.values()].filter(({ appointmentId }) => appointmentId !== claim.appointmentId);
  return {
    meeting: others.filter(({ startsAt, endsAt }) => startsAt < claim.endsAt && claim.startsAt < endsAt),
    open: others.filter(
      ({ doctorId, endsAt }) => doctorId === claim.doctorId && millisecondsOf(endsAt) > millisecondsOf(at),
    ),
  };
};

/** While one is moved it has two claims. */
const openAppointments = (claims: readonly Claim[]): number =>
  new Set(claims.map(({ appointmentId }) => appointmentId)).size;

/** Quiet when it is released already. */
const releaseVisit = ({ claimId, at }: ReleaseVisit, { claims }: PatientVisits): PatientVisitsEvent[] => {
  const claim = claims.get(claimId);
  if (!claim) return [];
  const { claimedAt: _, ...released } = claim;
  return [{ type: 'VisitReleased', data: { ...released, releasedAt: at } }];
};

export const patientVisits = { initial: noVisits, evolve: evolvePatientVisits, decide: decidePatientVisits };
