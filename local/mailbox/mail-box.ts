import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';

export type Summary = Readonly<{
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  messageId: string;
}>;
export type Mail = Summary & Readonly<{ text: string; html: string | null }>;

export type MailBox = {
  /** Resolves once the mail is on disk. */
  put(raw: Buffer): Promise<void>;
  /** Newest first. */
  list(): readonly Summary[];
  read(id: string): Promise<Mail | null>;
};

const nameOfMail = /^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)_([0-9a-f-]{36})\.eml$/;

/** Mails as files of one folder, the oldest of which go when there are more than `keep`. */
export const openMailBox = async (folder: string, keep = 200): Promise<MailBox> => {
  await mkdir(folder, { recursive: true });
  const files = (await readdir(folder)).filter((name) => nameOfMail.test(name)).sort();
  const summaries: Summary[] = [];
  for (const file of files) summaries.unshift(summaryOf(file, await parsed(folder, file)));
  let last = Date.parse(summaries[0]?.at ?? '') || 0;

  const forgetOldest = async () => {
    while (summaries.length > keep) {
      const oldest = summaries.pop();
      if (oldest) await rm(join(folder, `${oldest.id}.eml`), { force: true });
    }
  };
  await forgetOldest();

  return {
    put: async (raw) => {
      // Each name sorts after the one before it, also within a millisecond.
      last = Math.max(Date.now(), last + 1);
      const file = `${new Date(last).toISOString().replaceAll(/[:.]/g, '-')}_${randomUUID()}.eml`;
      await writeDurably(folder, file, raw);
      summaries.unshift(summaryOf(file, await simpleParser(raw)));
      await forgetOldest();
    },
    list: () => summaries,
    read: async (id) => {
      const summary = summaries.find((each) => each.id === id);
      if (!summary) return null;
      const { text, html } = await parsed(folder, `${id}.eml`);
      return { ...summary, text: text ?? '', html: html || null };
    },
  };
};

const parsed = async (folder: string, file: string): Promise<ParsedMail> =>
  simpleParser(await readFile(join(folder, file)), { skipImageLinks: true });

const summaryOf = (file: string, mail: ParsedMail): Summary => {
  const [, stamp = ''] = nameOfMail.exec(file) ?? [];
  const at = stamp.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z/, 'T$1:$2:$3.$4Z');
  const to = [mail.to ?? []].flat().map(({ text }) => text);
  return {
    id: file.slice(0, -'.eml'.length),
    at,
    from: mail.from?.text ?? '',
    to: to.join(', '),
    subject: mail.subject ?? '(no subject)',
    messageId: mail.messageId ?? '',
  };
};

const writeDurably = async (folder: string, file: string, raw: Buffer): Promise<void> => {
  const unfinished = join(folder, `${file}.part`);
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(raw);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, join(folder, file));
};
