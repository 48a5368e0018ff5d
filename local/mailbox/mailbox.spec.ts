import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer, type Mailer } from '@careconnect/notifier/channels/mailer.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { expect } from 'chai';
import { type Mailbox, serveMailbox } from './mailbox.ts';

const letter = (n: number) => ({
  to: { name: 'Rosa "R" Lima', address: 'rosa@example.com' },
  messageId: `letter-${n}`,
  subject: `Letter ${n} <b>`,
  text: `Text of ${n}`,
  html: `<p>HTML of ${n}</p><script>top.location = "https://evil.example"</script>`,
});

describe('The mailbox', () => {
  let folder: string;
  let mailbox: Mailbox;
  let mailer: Mailer;

  const open = () => serveMailbox({ folder, keep: 3, ports: { smtp: 0, http: 0 }, log: silentLog });
  const get = (path: string) => fetch(`http://127.0.0.1:${mailbox.httpPort}/mailbox${path}`);
  const items = async () =>
    ((await (await get('/mails.json')).json()) as { items: { id: string; subject: string }[] }).items;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careconnect-mailbox-'));
    mailbox = await open();
    mailer = createMailer({ url: `smtp://127.0.0.1:${mailbox.smtpPort}`, from: 'CareConnect <post@clinic.example>' });
  });
  afterEach(async () => {
    mailer.close();
    await mailbox.stop();
    await rm(folder, { recursive: true });
  });

  it('shows a letter that came over SMTP', async () => {
    await mailer.send(letter(1));
    const [first] = await items();
    expect(first).to.deep.include({
      subject: 'Letter 1 <b>',
      from: '"CareConnect" <post@clinic.example>',
      messageId: '<letter-1@clinic.example>',
    });
    const page = await (await get(`/${first?.id}`)).text();
    expect(page).to.contain('Letter 1 &#60;b&#62;').and.contain('Text of 1').and.contain('sandbox=');
  });

  it('keeps the header by which letters are declined', async () => {
    await mailer.send({ ...letter(1), declineAt: 'https://care.example/declined' });
    const [file = ''] = await readdir(folder);
    const raw = await readFile(join(folder, file), 'utf8');
    expect(raw).to.match(/^List-Unsubscribe: <https:\/\/care\.example\/declined>\r?$/m);
    expect(raw).to.match(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
  });

  it('keeps what a stranger wrote in a box of its own', async () => {
    await mailer.send(letter(1));
    const [first] = await items();
    const answer = await get(`/${first?.id}/html`);
    expect(await answer.text()).to.contain('<p>HTML of 1</p>');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).to.match(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
    expect(policy).not.to.match(/script|allow-scripts|allow-same-origin/);
  });

  it('keeps the newest ones, also over a restart', async () => {
    for (const n of [1, 2, 3, 4, 5]) await mailer.send(letter(n));
    const newest = ['Letter 5 <b>', 'Letter 4 <b>', 'Letter 3 <b>'];
    expect((await items()).map(({ subject }) => subject)).to.deep.equal(newest);
    expect(await readdir(folder)).to.have.lengthOf(3);
    await mailbox.stop();
    mailbox = await open();
    expect((await items()).map(({ subject }) => subject)).to.deep.equal(newest);
  });

  it('answers 404 for a mail it does not have, whatever it is called', async () => {
    for (const path of ['/nothing', '/..%2f..%2fpackage', '/nothing/html', '/nothing.json'])
      expect((await get(path)).status, path).to.equal(404);
  });
});
