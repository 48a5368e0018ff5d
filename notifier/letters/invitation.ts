import { type CalendarVisit, invitationFile } from '@careconnect/schema/calendar.ts';
import type { AboutVisit, Facts } from './letter.ts';

export type Invitation = Readonly<{ method: 'REQUEST' | 'CANCEL'; content: string }>;

type Person = Readonly<{ name: string; email: string }>;

/** What comes with a letter for the calendar of a patient: the visit as it stands, or its end. Null when nothing changes there. */
export const invitationFor = (facts: Facts, organizer: Person, address: string): Invitation | null => {
  const statuses = { confirmation: 'CONFIRMED', cancellation: 'CANCELLED', rescheduling: 'TENTATIVE' } as const;
  switch (facts.kind) {
    case 'confirmation':
    case 'cancellation':
    case 'rescheduling': {
      const isSure = facts.kind === 'rescheduling' && facts.status === 'CONFIRMED';
      const visit = visitOf(facts, isSure ? 'CONFIRMED' : statuses[facts.kind]);
      const content = invitationFile(visit, organizer, { name: facts.recipient.name, email: address });
      return { method: visit.status === 'CANCELLED' ? 'CANCEL' : 'REQUEST', content };
    }
    default:
      return null;
  }
};

const visitOf = (facts: AboutVisit, status: CalendarVisit['status']): CalendarVisit => {
  const { appointmentId, changedAt, moment, endsAt, doctor, visit, patientName, page } = facts;
  return {
    ...{ appointmentId, changedAt, startsAt: moment.startsAt, endsAt, zone: moment.zone, status },
    title: `${doctor.name}, ${doctor.specialization}`,
    place: doctor.address,
    text: `${visit.name}, ${patientName}`,
    url: page,
  };
};
