import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useSelector } from 'react-redux';
import type { SignedInAt } from '../../api/answers.ts';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { Unsent } from '../../parts/unsent.tsx';
import { selectSessionId } from '../../session/session.ts';
import { useMySessionsInfiniteQuery, useRevokeSessionMutation } from './api.ts';

/** Where one is signed in, and a way to end each of them. */
export const SessionList = () => {
  const answer = useMySessionsInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  const here = useSelector(selectSessionId);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <p>If you do not know one of these, sign it out and change your password.</p>
      <Fetched answer={answer} what="sessions" lines={3}>
        {() => (
          <ul className="cards">
            {itemsOf(answer.currentData).map((session) => (
              <SessionItem key={session.sessionId} session={session} isThis={session.sessionId === here} />
            ))}
          </ul>
        )}
      </Fetched>
      <More list={answer} what="sessions" />
    </section>
  );
};

const zone = zoneHere();

const SessionItem = ({ session, isThis }: { session: SignedInAt; isThis: boolean }) => {
  const [revoke, { isLoading, error }] = useRevokeSessionMutation();
  const device = session.device ?? 'Unknown device';
  return (
    <li className="card">
      <h3>
        {device}
        {isThis && <span className="quiet"> · this one</span>}
      </h3>
      <dl className="facts">
        <dt>Network</dt>
        <dd>{session.network || 'unknown'}</dd>
        <dt>Signed in</dt>
        <dd>{formatInstant(session.startedAt, zone)}</dd>
        <dt>Last seen</dt>
        <dd>{formatInstant(session.usedAt, zone)}</dd>
      </dl>
      <Unsent problem={error} />
      {!isThis && (
        <button
          type="button"
          aria-disabled={isLoading}
          aria-label={`Sign out there: ${device}, signed in ${formatInstant(session.startedAt, zone)}`}
          onClick={() => isLoading || revoke(session.sessionId)}
        >
          {isLoading ? 'Signing out…' : 'Sign out there'}
        </button>
      )}
    </li>
  );
};
