import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { ClaimId, PatientId } from '../ids.ts';
import { type OpenAppointment, Refusal } from '../refusal.ts';
import type { Claim, PatientVisitsEvent } from './events.ts';

type Claimed = Claim & { claimedAt: Instant };

export type PatientVisits = Readonly<{
  claims: ReadonlyMap<ClaimId, Claimed>;
  /** Since when nothing is claimed any more. */
  closedAt: Instant | null;
}>;

export type ClaimVisit = Readonly<{
  is: 'ClaimVisit';
  claim: Claim;
  /** Visits still to come with this doctor, this one included; null is no limit. */
  mostOpen: number | null;
  at: Instant;
}>;
export type ReleaseVisit = Readonly<{ is: 'ReleaseVisit'; patientId: PatientId; claimId: ClaimId; at: Instant }>;
/** From here on there are no visits to come, and there will be none. */
export type CloseVisits = Readonly<{ is: 'CloseVisits'; patientId: PatientId; at: Instant }>;
/** Only what was closed by then: somebody else may have closed them anew. */
export type ReopenVisits = Readonly<{ is: 'ReopenVisits'; patientId: PatientId; closedBy: Instant; at: Instant }>;
export type PatientVisitsCommand = ClaimVisit | ReleaseVisit | CloseVisits | ReopenVisits;

const noVisits: PatientVisits = { claims: new Map(), closedAt: null };

export const evolvePatientVisits = (visits: PatientVisits, event: PatientVisitsEvent): PatientVisits => {
  const after = new Map(visits.claims);
  switch (event.type) {
    case 'VisitClaimed':
      return { ...visits, claims: after.set(event.data.claimId, event.data) };
    case 'VisitReleased':
      after.delete(event.data.claimId);
      return { ...visits, claims: after };
    case 'VisitsClosed':
      return { ...visits, closedAt: event.data.closedAt };
    case 'VisitsReopened':
      return { ...visits, closedAt: null };
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
    case 'CloseVisits':
      return close(command, visits);
    case 'ReopenVisits':
      return reopen(command, visits);
    default:
      return assertNever(command);
  }
};

/** Nobody can be in two places at once; an appointment never stands in its own way. Claiming again is quiet. */
const claimVisit = ({ claim, mostOpen, at }: ClaimVisit, visits: PatientVisits): PatientVisitsEvent[] => {
  if (visits.claims.has(claim.claimId)) return [];
  if (visits.closedAt !== null) throw new Refusal('patient-not-found', 'There is no such patient.', {});
  const { meeting, open } = inTheWayOf(claim, visits, at);
  if (meeting.length > 0)
    throw new Refusal('patient-is-elsewhere', 'The patient has another visit at this time.', {
      visits: meeting.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })),
    });
  if (mostOpen !== null && countOf(open) >= mostOpen)
    throw new Refusal('open-visits-cap-reached', 'The patient has as many visits with this doctor as are allowed.', {
      most: mostOpen,
    });
  return [{ type: 'VisitClaimed', data: { ...claim, claimedAt: at } }];
};

/** Other appointments of the patient: those at the same time, and those still to come with the same doctor. */
export const inTheWayOf = (claim: Claim, { claims }: PatientVisits, at: Instant) => {
  const meeting: Claimed[] = [];
  const open: Claimed[] = [];
  for (const other of claims.values()) {
    if (other.appointmentId === claim.appointmentId) continue;
    if (other.startsAt < claim.endsAt && claim.startsAt < other.endsAt) meeting.push(other);
    if (other.doctorId === claim.doctorId && other.endsAt > at) open.push(other);
  }
  return { meeting, open };
};

/** While one is moved it has two claims. */
const countOf = (claims: readonly Claim[]): number => new Set(claims.map(({ appointmentId }) => appointmentId)).size;

/** Quiet when it is released already. */
const releaseVisit = ({ claimId, at }: ReleaseVisit, { claims }: PatientVisits): PatientVisitsEvent[] => {
  const claim = claims.get(claimId);
  if (!claim) return [];
  const { claimedAt: _, ...released } = claim;
  return [{ type: 'VisitReleased', data: { ...released, releasedAt: at } }];
};

/** The claims of visits that are not over yet. */
export const openClaims = ({ claims }: PatientVisits, at: Instant): Claim[] =>
  [...claims.values()].filter(({ endsAt }) => endsAt > at).map(({ claimedAt: _, ...claim }) => claim);

const close = ({ patientId, at }: CloseVisits, visits: PatientVisits): PatientVisitsEvent[] => {
  if (visits.closedAt === at) return [];
  const open = openClaims(visits, at).map(({ claimId: _, ...appointment }) => appointment);
  if (open.length > 0) throw openAppointments(open);
  return [{ type: 'VisitsClosed', data: { patientId, closedAt: at } }];
};

const reopen = ({ patientId, closedBy, at }: ReopenVisits, { closedAt }: PatientVisits): PatientVisitsEvent[] =>
  closedAt !== null && closedAt <= closedBy ? [{ type: 'VisitsReopened', data: { patientId, reopenedAt: at } }] : [];

/** Whoever has these first cancels them. */
export const openAppointments = (appointments: readonly OpenAppointment[]) =>
  new Refusal('open-appointments', 'There are appointments still to come. Cancel them first.', { appointments });

export const patientVisits = { initial: noVisits, evolve: evolvePatientVisits, decide: decidePatientVisits };
