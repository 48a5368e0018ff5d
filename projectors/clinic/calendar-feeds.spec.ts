import { user } from '@careconnect/domain/spec/clinic.ts';
import type { UserEvent } from '@careconnect/domain/user/events.ts';
import { registered } from '../spec/people.ts';
import { projecting } from '../spec/projecting.ts';
import { projectClinic } from './clinic.ts';

const userId = user(1);
const at = '2026-11-20T12:00:00.000Z';
const made = (digest: string): UserEvent => ({ type: 'CalendarFeedMade', data: { userId, digest, madeAt: at } });
const revoked: UserEvent = { type: 'CalendarFeedRevoked', data: { userId, revokedAt: at } };
const erased: UserEvent = {
  type: 'UserErased',
  data: { userId, by: 'OWNER', emailHash: null, contactId: null, era: 1, erasedAt: at },
};

describe('Calendar feeds, projected', () => {
  const { given } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );
  const none = { user_id: userId, digest: null, made_at: null };

  it('are known by the newest secret alone', () =>
    given(registered(1), made('d1'))
      .when(made('d2'))
      .then({ 'read.calendar_feeds': [{ user_id: userId, digest: 'd2', made_at: '2026-11-20T12:00:00+00:00' }] }));

  it('end when they are revoked, and begin anew', async () => {
    await given(registered(1), made('d1'))
      .when(revoked)
      .then({ 'read.calendar_feeds': [none] });
    await given(registered(1), made('d1'), revoked)
      .when(made('d2'))
      .then({ 'read.calendar_feeds': [{ user_id: userId, digest: 'd2' }] });
  });

  it('end with their account', () =>
    given(registered(1), made('d1'))
      .when(erased)
      .then({ 'read.calendar_feeds': [none] }));
});
