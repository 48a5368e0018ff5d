import { personalFields } from '@careconnect/domain/personal.ts';
import { proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { createHttpApp, type HttpApp } from '@careconnect/platform/http/app.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { MessageBus } from '@careconnect/platform/messaging/message-bus.ts';
import { createVault, type Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { wiring } from '@careconnect/platform/process/wiring.ts';
import { createPositionWaiter, type PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import type { Pool } from 'pg';
import { restingWhileAway } from './channels/breaker.ts';
import type { SendLetter } from './channels/channel.ts';
import { byEmail, type Organizer } from './channels/email.ts';
import { createMailer, type Mailer, senderIn } from './channels/mailer.ts';
import { bySms, type SmsGateway } from './channels/sms.ts';
import { type GatherFacts, gatherFacts } from './facts.ts';
import type { Channel } from './letter-due.ts';
import { type Links, linksAt } from './links.ts';

import { type Alarms, createAlarms } from './reminding/alarms.ts';
import { reminding } from './reminding/reminding.ts';
import { type Sending, startSending } from './sending.ts';
import type { Settings } from './settings.ts';
import { type TryLetter, tryLetter } from './try-letter.ts';

export type Parts = {
  settings: Settings;
  log: Log;
  bus: MessageBus;
  pool: Pool;
  positions: PositionWaiter;
  vault: Vault;
  links: Links;
  gather: GatherFacts;
  organizer: Organizer;
  mailer: Mailer;
  channels: Readonly<Record<Channel, SendLetter>>;
  tryLetter: TryLetter;
  sending: Sending;
  alarms: Alarms;
  ring: ReturnType<typeof reminding>;
  http: HttpApp;
};

/** How the process hangs together. */
export const wire = (settings: Settings, log: Log, bus: MessageBus): Parts => {
  const { parts, bind } = wiring<Parts>();

  bind('settings', () => settings);
  bind('log', () => log);
  bind('bus', () => bus);

  bind('pool', () =>
    createPool({
      url: settings.DATABASE_URL,
      applicationName: 'notifier',
      log,
    }),
  );
  bind('positions', () => createPositionWaiter({ databaseUrl: settings.DATABASE_URL }));
  bind('vault', ({ pool }) => createVault({ pool, masterKeys: settings.MASTER_KEY, fields: personalFields }));
  bind('links', () => linksAt(settings.PUBLIC_URL, proofsWith(settings.LETTER_KEY)));
  bind('gather', ({ pool, vault, links }) => gatherFacts({ pool, vault, links }));
  bind('organizer', () => senderIn(settings.MAIL_FROM));
  bind('mailer', () => createMailer({ url: settings.SMTP_URL, from: settings.MAIL_FROM }));
  bind('channels', ({ mailer, links, organizer }) => ({
    email: restingWhileAway(byEmail({ mailer, links, organizer })),
    sms: restingWhileAway(bySms(gatewayIn(settings))),
  }));
  bind('tryLetter', tryLetter);
  bind('sending', ({ pool, log, tryLetter }) => startSending({ pool, log, tryLetter }));

  bind('alarms', ({ pool }) => createAlarms({ databaseUrl: settings.DATABASE_URL, pool, log }));
  bind('ring', ({ pool, positions, alarms, sending }) => reminding({ pool, positions, alarms, entered: sending.wake }));

  // The mail server is no part of readiness: letters wait for it.
  bind('http', ({ pool }) => {
    const postgres = () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
    return createHttpApp({ log, ready: async () => ({ postgres: await postgres(), broker: await bus.ready() }) });
  });
  return parts;
};

const gatewayIn = ({ SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: token }: Settings): SmsGateway | null =>
  url === undefined ? null : { url, token };
