import { statusNames } from '../../appointments/status.tsx';
import { shortId } from '../../journal/wording.ts';
import type { Change, ReplayedBlock, ReplayedDay, ReplayedVisit } from './answers.ts';

/** What an event changed, a sentence each. */
export const sentencesOf = ({ visits, blocked }: ReplayedDay['changed']): string[] => [
  ...visits.flatMap(ofVisit),
  ...blocked.flatMap(ofBlock),
];

export const nameOf = ({ appointmentId }: Pick<ReplayedVisit, 'appointmentId'>): string =>
  `Visit ${shortId(appointmentId)}`;

const ofVisit = ({ before, after }: Change<ReplayedVisit>): string[] => {
  if (!after) return before ? [`${nameOf(before)} is not on this day any more.`] : [];
  const name = nameOf(after);
  if (!before) return [`${name} is new: ${after.time}, ${statusNames[after.status]}.`];
  const found = [
    before.status !== after.status &&
      `${name}: ${statusNames[before.status]} became ${statusNames[after.status]}${after.ended ? ` (${endings[after.ended]})` : ''}.`,
    before.startsAt !== after.startsAt && `${name}: ${before.time} became ${after.time}.`,
    !before.left && after.left && `${name} went to ${after.left.date}, ${after.left.time}.`,
    !before.checkedInAt && after.checkedInAt && `${name}: the patient is there.`,
    !before.archived && after.archived && `${name} is archived.`,
  ].filter((sentence) => typeof sentence === 'string');
  return found.length > 0 ? found : [`${name}: until when it waits is another.`];
};

export const endings: Record<NonNullable<ReplayedVisit['ended']>, string> = {
  cancelled: 'cancelled',
  rejected: 'rejected',
  expired: 'nobody acted in time',
  'did-not-show': 'the patient did not come',
};

const ofBlock = ({ before, after }: Change<ReplayedBlock>): string[] => {
  if (after) return [`${after.from} to ${after.to} is blocked.`];
  return before ? [`${before.from} to ${before.to} is free again.`] : [];
};
