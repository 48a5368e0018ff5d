import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import type { Parts } from '../container.ts';
import { signedOut } from './signed-out.ts';

export const liveRoutes = ({ routes, pool, streams }: Parts): void => {
  routes.get('/queries/live', allow('PATIENT', 'DOCTOR', 'ADMIN'), async (req, res) => {
    const viewer = { ...req.actor, sessionId: req.sessionId, until: req.signedInUntil as Date };
    if ((await signedOut(pool, [viewer])).length > 0) throw over();
    if (!streams.hasRoomFor(viewer)) throw full();
    streams.open(viewer, res, parsePosition(req.get('Last-Event-ID') ?? ''));
  });
};

const over = () =>
  problem(
    401,
    'unauthorized',
    'Sign in first',
    'The session is over.',
    {},
    { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  );

const full = () =>
  problem(
    503,
    'too-many-watch',
    'Too many watch already',
    'Pages still show all there is when they are loaded.',
    {},
    { 'Retry-After': '30' },
  );
