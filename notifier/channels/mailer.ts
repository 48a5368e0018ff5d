import { createTransport } from 'nodemailer';
import type { Invitation } from '../letters/invitation.ts';
import type { Letter } from '../letters/letter.ts';
import { MayTryAgain, NotTaken } from './channel.ts';

export type Mail = Letter &
  Readonly<{
    to: Readonly<{ name: string; address: string }>;
    messageId: string;
    /** Where a mail client posts to when such letters are declined with its own button (RFC 8058). */
    declineAt?: string;
    invitation?: Invitation | null;
  }>;

export type Mailer = {
  /** Resolves when the server has taken the mail. Throws NotTaken, MayTryAgain. */
  send(mail: Mail): Promise<void>;
  close(): void;
};

export type MailerOptions = {
  /** smtp://user:password@host:port, or smtps://... */
  url: string;
  /** Shown as the sender: `Name <address>`. */
  from: string;
};

/** `Name <address>` taken apart. */
export const senderIn = (from: string): { name: string; email: string } => {
  const [, name = '', email = from] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return { name: name || email, email };
};

const longestSendMs = 30_000;

export const createMailer = ({ url, from }: MailerOptions): Mailer => {
  const transport = createTransport({
    url,
    // One connection that stays open: letters go one after the other.
    pool: true,
    maxConnections: 1,
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
    send: async ({ to, messageId, subject, text, html, declineAt, invitation }) => {
      const headers = { 'Auto-Submitted': 'auto-generated', ...(declineAt ? declining(declineAt) : {}) };
      const signal = AbortSignal.timeout(longestSendMs);
      const mail = {
        from,
        to,
        messageId: `<${messageId}@${domain}>`,
        subject,
        text,
        html,
        headers,
        signal,
        ...calendarOf(invitation),
      };
      await transport.sendMail(mail).catch((error) => {
        throw refusalOf(error);
      });
    },
    close: () => transport.close(),
  };
};

/** As a part that mail clients act on. */
const calendarOf = (invitation: Mail['invitation']) =>
  invitation ? { icalEvent: { ...invitation, filename: 'appointment.ics' } } : {};

const declining = (address: string) => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** Codes alone are kept: what a server says quotes the address. */
const refusalOf = ({ responseCode, code }: { responseCode?: number; code?: string }): Error => {
  const reason = [responseCode && `SMTP ${responseCode}`, code].filter(Boolean).join(' ') || 'no answer';
  // Wrong credentials are ours to mend; only what is said about the mail itself is final.
  const final = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return final ? new NotTaken(reason) : new MayTryAgain(reason, responseCode === undefined || responseCode === 421);
};
