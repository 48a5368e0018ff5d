import type { SessionId, UserId } from '@careconnect/domain/ids.ts';
import type { SignedIn } from '../../api/answers.ts';

export const rosa = 'b6a5b0f2-0000-4000-8000-000000000001' as UserId;
export const otto = 'b6a5b0f2-0000-4000-8000-000000000002' as UserId;

export const asUser = (userId: UserId, role: SignedIn['user']['role'] = 'PATIENT'): SignedIn => ({
  accessToken: 'token',
  sessionId: 'b6a5b0f2-0000-4000-8000-00000000000a' as SessionId,
  expiresAt: '2026-11-22T12:00:00.000Z',
  user: { userId, role, name: 'Somebody' },
});
