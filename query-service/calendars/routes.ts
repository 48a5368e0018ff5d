import { allow } from '@careconnect/platform/http/allow.ts';
import { isKnown } from '@careconnect/platform/http/if-none-match.ts';
import { notFound } from '@careconnect/platform/http/problem.ts';
import { params, query } from '@careconnect/platform/http/validation.ts';
import type { Parts } from '../container.ts';
import { Asked } from '../reading/requests.ts';
import { calendarFeed } from './feed.ts';
import { ownFeed } from './own-feed.ts';

export const calendarRoutes = ({ routes, settings, pool, seen, clock }: Parts): void => {
  routes.get(
    '/queries/calendars/:secret.ics',
    allow('anyone'),
    params({ secret: 'text' }),
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      const feed = await calendarFeed(pool, { ...req.params, site: settings.PUBLIC_URL, now: clock() });
      if (!feed) throw notFound();
      res.set({ ETag: feed.etag, 'Cache-Control': 'private, no-cache' });
      if (isKnown(req.get('If-None-Match'), feed.etag)) res.status(304).end();
      else res.type('text/calendar; charset=utf-8').send(feed.file());
    },
  );

  routes.get(
    '/queries/me/calendar-feed',
    allow('PATIENT', 'DOCTOR', 'ADMIN'),
    query(Asked),
    seen('clinic'),
    async (req, res) => {
      res.json(await ownFeed(pool, req.actor.userId));
    },
  );
};
