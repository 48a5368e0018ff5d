import { readFileSync } from 'node:fs';
import { html } from '@careconnect/platform/http/html.ts';
import { type Response, Router } from 'express';
import { type Document, type ServiceName, services, textOf } from './document.ts';
import { pageOf } from './page.ts';

/** No script, nothing from elsewhere, no frame around it. */
const policy = `default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** What the services take and answer, as a page for each and as the files it is made of. */
export const apiPages = (): Router => {
  const router = Router({ strict: true });
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  const send = (res: Response, type: string, body: string): void => {
    res.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    });
    res.type(type).send(body);
  };
  router.get(['', '/'], (req, res) => res.redirect(302, `${req.baseUrl}/${services[0]}`));
  router.get('/style.css', (_req, res) => send(res, 'css', style));
  for (const service of services) {
    const text = textOf(service);
    const page = pageOf(JSON.parse(text) as Document, `${service}.json`, linksBeside(service));
    router.get(`/${service}`, (_req, res) => send(res, 'html', page));
    router.get(`/${service}.json`, (_req, res) => send(res, 'json', text));
  }
  return router;
};

const linksBeside = (shown: ServiceName) =>
  services.map((service) =>
    service === shown ? html`<p><b>${service}</b></p>` : html`<p><a href="${service}">${service}</a></p>`,
  );
