import { createHash } from 'node:crypto';
import { type Html, html } from '@careconnect/platform/http/html.ts';
import { json, type Request, type Response, Router } from 'express';
import type { Mail, MailBox, Summary } from './mail-box.ts';

const style = `
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d2733;background:#f4f6f8}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.4rem;line-height:1.3;overflow-wrap:anywhere}
ol{list-style:none;margin:0;padding:0;background:#fff;border-radius:.5rem}
li+li{border-top:1px solid #e3e8ed}
li a{display:block;padding:.75rem 1rem;color:inherit;text-decoration:none}
li a:hover,li a:focus-visible{background:#e8f0fa}
small,dt{color:#55616e}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}
dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:44rem;border:1px solid #d5dce3;border-radius:.5rem;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;padding:1rem;border-radius:.5rem}
`;
const styleHash = createHash('sha256').update(style).digest('base64');
const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
/** What a stranger wrote: no scripts, no forms, nothing from anywhere, an origin of its own. */
const mailPolicy = `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`;

/** A list of the mails and a page for each, below the path that this is mounted on; `.json` gives the same as data. */
export const mailPages = (box: MailBox): Router => {
  const router = Router({ strict: false });
  const found = async (req: Request, res: Response): Promise<Mail | undefined> => {
    const mail = await box.read(String(req.params.id));
    if (mail) return mail;
    send(res.status(404), pagePolicy, page('No such mail', html`<p>It may have made room for newer ones.</p>`));
    return undefined;
  };
  // A gateway for text messages that sends none: they lie among the mail.
  router.post('/text-messages', json(), async (req, res) => {
    const { id, to, text } = (req.body ?? {}) as Record<string, unknown>;
    if (![id, to, text].every((each) => typeof each === 'string' && each !== '')) return void res.status(400).json({});
    await box.put(textMessage(String(id), String(to), String(text)));
    res.status(202).json({});
  });
  router.get('/', (req, res) => send(res, pagePolicy, listPage(box.list(), req.baseUrl)));
  router.get('/mails.json', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ items: box.list() });
  });
  router.get('/:id.json', async (req, res) => {
    const mail = await found(req, res);
    if (mail) res.set('Cache-Control', 'no-store').json(mail);
  });
  router.get('/:id', async (req, res) => {
    const mail = await found(req, res);
    if (mail) send(res, pagePolicy, mailPage(mail, req.baseUrl));
  });
  router.get('/:id/html', async (req, res) => {
    const mail = await found(req, res);
    if (mail?.html) send(res, mailPolicy, mail.html);
    else if (mail) send(res, mailPolicy, `${html`<!doctype html><pre>${mail.text}</pre>`}`);
  });
  return router;
};

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

const textMessage = (id: string, to: string, text: string): Buffer =>
  Buffer.from(
    [
      'From: Text messages <sms@localhost>',
      `To: "${oneLine(to).replaceAll('"', '')}" <sms@localhost>`,
      `Message-ID: <${oneLine(id).replaceAll(/[<>]/g, '')}@sms.localhost>`,
      'Subject: Text message',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ].join('\r\n'),
  );

const send = (res: Response, policy: string, body: string): void => {
  res.set({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  res.type('html').send(body);
};

const listPage = (mails: readonly Summary[], base: string): string =>
  page(
    'Mailbox',
    html`<p>Every letter this system sent lands here and goes no further. <a href="${base}/">Look again</a></p>
${mails.length === 0 ? html`<p>No mail yet.</p>` : html`<ol>${mails.map((mail) => line(mail, base))}</ol>`}`,
  );

const line = ({ id, subject, to, at }: Summary, base: string): Html =>
  html`<li><a href="${base}/${id}">${subject}<br><small>to ${to}, ${at}</small></a></li>`;

const mailPage = ({ id, subject, from, to, at, text }: Mail, base: string): string =>
  page(
    subject,
    html`<p><a href="${base}/">All mail</a></p>
<dl><dt>From</dt><dd>${from}</dd><dt>To</dt><dd>${to}</dd><dt>At</dt><dd>${at}</dd></dl>
<iframe src="${base}/${id}/html" title="The letter" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>As text</h2><pre>${text}</pre>`,
  );

const page = (title: string, content: Html): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${html`${title}`}</title><style>${style}</style></head><body><main><h1>${html`${title}`}</h1>${content}</main></body></html>`;
