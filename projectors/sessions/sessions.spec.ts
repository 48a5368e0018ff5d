import { sessionId } from '@careconnect/domain/ids.ts';
import type { SessionEvent } from '@careconnect/domain/session/events.ts';
import { user } from '@careconnect/domain/spec/clinic.ts';
import type { PasswordChanged } from '@careconnect/domain/user/events.ts';
import { projecting } from '../spec/projecting.ts';
import { projectSessions } from './sessions.ts';

describe('Sessions, projected', () => {
  const { given } = projecting(['sessions'], projectSessions());
  const ids = { sessionId: sessionId('00000000-0000-4000-8000-000000600001'), userId: user(1) };
  const started: SessionEvent = {
    type: 'SessionStarted',
    data: {
      ...ids,
      era: 0,
      device: 'Firefox on Linux',
      network: '203.0.113.0/24',
      startedAt: '2026-11-20T12:00:00.000Z',
      endsAt: '2026-12-20T12:00:00.000Z',
    },
  };
  const refreshed: SessionEvent = {
    type: 'SessionRefreshed',
    data: { ...ids, generation: 1, key: 'k', refreshedAt: '2026-11-20T12:14:00.000Z' },
  };
  const ended: SessionEvent = {
    type: 'SessionEnded',
    data: { ...ids, because: 'REVOKED', endedAt: '2026-11-20T13:00:00.000Z' },
  };

  it('show when they began and were used last', async () => {
    await given(started)
      .when(refreshed)
      .then({
        'sessions.sessions': [
          {
            session_id: ids.sessionId,
            user_id: ids.userId,
            era: 0,
            sealed: { device: 'Firefox on Linux', network: '203.0.113.0/24' },
            started_at: '2026-11-20T12:00:00+00:00',
            used_at: '2026-11-20T12:14:00+00:00',
            ends_at: '2026-12-20T12:00:00+00:00',
            ended_at: null,
          },
        ],
      });
  });

  it('end', async () => {
    await given(started, refreshed)
      .when(ended)
      .then({ 'sessions.sessions': [{ session_id: ids.sessionId, ended_at: '2026-11-20T13:00:00+00:00' }] });
  });

  it('of an earlier era of their account are told apart', async () => {
    const changed: PasswordChanged = {
      type: 'PasswordChanged',
      data: { userId: user(1), passwordHash: null, by: 'OWNER', era: 1, changedAt: '2026-11-20T13:00:00.000Z' },
    };
    await given(started)
      .when(changed, { ...changed, data: { ...changed.data, era: 2 } })
      .then({ 'sessions.eras': [{ user_id: user(1), era: 2 }] });
  });
});
