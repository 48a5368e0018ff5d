import { formatInstant } from '@careconnect/domain/time/format.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { zoneHere } from '../parts/here.ts';
import type { Letter } from './answers.ts';
import { outcomeOf, subjectOf } from './outcome.ts';

const zone = zoneHere();

/** A letter in a list: what it is about, when, and what became of it. */
export const LetterItem = ({ letter, children }: { letter: Letter; children?: ReactNode }) => {
  const { appointmentId, createdAt, state, resends } = letter;
  return (
    <li className={`card letter letter-${state}`}>
      <h2>{subjectOf(letter)}</h2>
      <p className="quiet">
        <time dateTime={createdAt}>{formatInstant(createdAt, zone)}</time>
        {resends > 0 && `, sent again ${resends === 1 ? 'once' : `${resends} times`}`}
      </p>
      <p className={state === 'failed' ? 'strong' : undefined}>{outcomeOf(letter, zone)}</p>
      {appointmentId && (
        <p>
          <Link to={`/appointments/${appointmentId}`}>
            See the visit<span className="only-read"> that it is about</span>
          </Link>
        </p>
      )}
      {children}
    </li>
  );
};
