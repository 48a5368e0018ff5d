import { createTransport } from 'nodemailer';
import type { Letter } from './letters/letter.ts';

export type Mail = Letter &
  Readonly<{
    to: Readonly<{ name: string; address: string }>;
    messageId: string;
    /** Where a mail client posts to when such letters are declined with its own button (RFC 8058). */
    declineAt?: string | undefined;
  }>;

export type Mailer = {
  /** Resolves when the server has taken the mail. Throws NotTaken, MayTryAgain. */
  send(mail: Mail): Promise<void>;
  close(): void;
};

/** The server refuses this mail for good. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/** The server did not take the mail now, or nobody knows whether it did. */
export class MayTryAgain extends Error {
  override readonly name = 'MayTryAgain';
}

export type MailerOptions = {
  /** smtp://user:password@host:port, or smtps://... */
  url: string;
  /** Shown as the sender: `Name <address>`. */
  from: string;
  connections?: number;
};

const longestSendMs = 30_000;

export const createMailer = ({ url, from, connections = 4 }: MailerOptions): Mailer => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
    dnsTimeout: 5_000,
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0]);
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    send: async ({ to, messageId, subject, text, html, declineAt }) => {
      const headers = { 'Auto-Submitted': 'auto-generated', ...(declineAt ? declining(declineAt) : {}) };
      const signal = AbortSignal.timeout(longestSendMs);
      const mail = { from, to, messageId: `<${messageId}@${domain}>`, subject, text, html, headers, signal };
      await transport.sendMail(mail).catch((error) => {
        throw refusalOf(error);
      });
    },
    close: () => transport.close(),
  };
};

const declining = (address: string) => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** Codes alone are kept: what a server says quotes the address. */
const refusalOf = ({ responseCode, code }: { responseCode?: number; code?: string }): Error => {
  const reason = [responseCode && `SMTP ${responseCode}`, code].filter(Boolean).join(' ') || 'no answer';
  // Wrong credentials are ours to mend; only what is said about the mail itself is final.
  const final = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return final ? new NotTaken(reason) : new MayTryAgain(reason);
};
