import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { signIns } from './seed/people.ts';
import { isClinicSeeded, seedClinic } from './seed/seed.ts';
import { CannotStart } from './system/failure.ts';
import type { Given } from './system/foundations.ts';
import { type System, startSystem } from './system/system.ts';

const options = {
  port: { type: 'string', default: '8080' },
  dir: { type: 'string', default: '.careconnect' },
  reset: { type: 'boolean', default: false },
  'no-seed': { type: 'boolean', default: false },
  'in-process': { type: 'boolean', default: false },
} as const;

/** Runs the system of this repository until it is told to stop, then ends the process. */
export const start = async (root: string, args: string[]): Promise<void> => {
  const say = (line: string) => console.log(`  ${line}`);
  let system: System | undefined;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    if (system) {
      console.log('Stopping ...');
      await system.stop();
      console.log(`Stopped. The data stays in ${system.folder.root}`);
    }
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  try {
    const wanted = optionsFrom(root, args);
    console.log(`CareConnect starts in ${wanted.dir}`);
    system = await startSystem({ ...wanted, given: givenParts(), say });
    if (wanted.seed && !isClinicSeeded(system.folder)) await seedClinic(system, say);
    console.log(welcome(system, wanted.seed));
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error);
    await stop(1);
  }
};

const optionsFrom = (root: string, args: string[]) => {
  const { values } = parsed(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CannotStart(`--port must be a whole number from 0 to 65535, not ${values.port}.`);
  const dir = resolve(root, values.dir);
  return { dir, port, reset: values.reset, seed: !values['no-seed'], inProcess: values['in-process'] };
};

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: false });
  } catch (error) {
    throw new CannotStart(`${(error as Error).message} (npm start -- --help tells more)`);
  }
};

const givenParts = (): Given => {
  const { EVENTSTORE_URL, DATABASE_URL, AMQP_URL, SMTP_URL, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = process.env;
  return {
    ...(EVENTSTORE_URL ? { eventStore: EVENTSTORE_URL } : {}),
    ...(DATABASE_URL ? { database: DATABASE_URL } : {}),
    ...(AMQP_URL ? { broker: AMQP_URL } : {}),
    ...(SMTP_URL ? { smtp: SMTP_URL } : {}),
    ...(STRIPE_SECRET_KEY && STRIPE_WEBHOOK_SECRET
      ? { stripe: { key: STRIPE_SECRET_KEY, noticeSecret: STRIPE_WEBHOOK_SECRET } }
      : {}),
  };
};

const welcome = ({ url, mailboxUrl, addresses, secrets, folder }: System, seeded: boolean): string => {
  const { patient, doctor } = signIns;
  return [
    '',
    `  Site         ${url}`,
    ...(mailboxUrl ? [`  Mailbox      ${mailboxUrl}`] : []),
    `  Event store  ${addresses.eventStore}`,
    `  Postgres     ${withoutPassword(addresses.database)} (password in ${join(folder.root, 'secrets.json')})`,
    '',
    ...(seeded
      ? [
          `  Sign in as patient  ${patient.email}  ${secrets.demoPassword}`,
          `          as doctor   ${doctor.email}  ${secrets.demoPassword}`,
        ]
      : []),
    `          as admin    ${secrets.adminEmail}  ${secrets.adminPassword}`,
    '',
    '  Ctrl-C stops it.',
    '',
    `careconnect: ${url}`,
  ].join('\n');
};

const withoutPassword = (address: string): string => {
  const url = new URL(address);
  url.password = '';
  return url.href;
};
