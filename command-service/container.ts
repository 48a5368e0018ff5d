import { lift } from '@careconnect/domain/lift.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { prefixesOf } from '@careconnect/domain/streams.ts';
import { type AccessToken, tokenIssuer } from '@careconnect/platform/auth/access-token.ts';
import type { Holder } from '@careconnect/platform/auth/actor.ts';
import { authenticator } from '@careconnect/platform/auth/authenticate.ts';
import { type JwkSet, jwksOf } from '@careconnect/platform/auth/keys.ts';
import { type Proofs, proofsWith } from '@careconnect/platform/auth/proofs.ts';
import { documentSigner } from '@careconnect/platform/auth/signed-document.ts';
import { type Freshness, followChanges } from '@careconnect/platform/command-handler/freshness.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { lifting } from '@careconnect/platform/event-store/lifting.ts';
import { createHttpApp, type HttpApp } from '@careconnect/platform/http/app.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import { createVault, keyedHash, sealing, type Vault } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { wiring } from '@careconnect/platform/process/wiring.ts';
import { keepTelling, type Telling } from '@careconnect/platform/subscription/telling.ts';
import type { Pool } from 'pg';
import { type ConfirmPassword, confirmingPasswords } from './accounts/confirm-password.ts';
import { type EmailHash, emailHashWith } from './accounts/email-hash.ts';
import { type EnsureFirstAdmin, firstAdmin } from './accounts/first-admin.ts';
import { type OwnAccount, ownAccount } from './accounts/own-account.ts';
import { createPasswords, type Passwords } from './accounts/passwords.ts';
import { type RefreshTokens, refreshTokensWith } from './accounts/refresh-token.ts';
import { type Invite, type Register, registration } from './accounts/registration.ts';
import { type SecondFactors, secondFactors } from './accounts/second-factor.ts';
import { createSessionLife, type SessionLife } from './accounts/session-life.ts';
import { type SignIn, signingIn } from './accounts/sign-in.ts';
import { createThrottle, feedbackLimits, resetLimits, signInLimits, type Throttle } from './accounts/throttle.ts';
import type { Clock } from './command-context.ts';
import { type Absences, absencesOf } from './days/absences.ts';
import { type Act, acting } from './days/acting.ts';
import { type PrepareBooking, preparingBookings } from './days/booking.ts';
import { type Claims, claimsOn } from './days/claims.ts';
import { type Finish, finishing } from './days/finishing.ts';
import { type BookGuarded, guardedBooking } from './days/guarded-booking.ts';
import { type Move, moving } from './days/moving.ts';
import { type Reschedule, rescheduling } from './days/rescheduling.ts';
import { openSchedulesOf, type Schedules, schedulesOf } from './days/schedules.ts';
import { type ContactForm, contactForm } from './feedback/contact-form.ts';
import { type RateVisits, ratingVisits } from './feedback/rating.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { orStoreUnavailable } from './keys-away.ts';
import { type Honour, honouring } from './payments/honouring.ts';
import { type Paying, payingWith } from './payments/paying.ts';
import type { PaymentProvider } from './payments/provider.ts';
import { providerOf } from './payments/provider-of.ts';
import { type Certify, certificateType, certifying } from './personal-data/certificate.ts';
import { type Erasure, erasing } from './personal-data/erasure.ts';
import { type OpenVisits, openVisits } from './personal-data/open-visits.ts';
import { type Processes, runProcesses } from './processes/processes.ts';
import { tellStatus } from './processes/status.ts';
import { createTimers, type Timers } from './processes/timers.ts';
import { readiness } from './readiness.ts';
import { refusals } from './refusals.ts';
import type { Settings } from './settings.ts';

export type Parts = Handlers & {
  settings: Settings;
  log: Log;
  clock: Clock;
  pool: Pool;
  vault: Vault;
  /** The store as it is: what is personal stays sealed. */
  eventLog: EventStore;
  store: EventStore;
  freshness: Freshness;
  handlers: Handlers;
  digestKey: Buffer;
  emailHash: EmailHash;
  passwords: Passwords;
  throttle: Throttle;
  issueToken: (holder: Holder) => AccessToken;
  publicKeys: JwkSet;
  refreshTokens: RefreshTokens;
  sessionDays: number;
  sessionLife: SessionLife;
  letterProofs: Proofs;
  resetThrottle: Throttle;
  confirmPassword: ConfirmPassword;
  ownAccount: OwnAccount;
  factorProofs: Proofs;
  requireSecondFactor: boolean;
  secondFactors: SecondFactors;
  codeThrottle: Throttle;
  registration: { register: Register; invite: Invite };
  register: Register;
  invite: Invite;
  signIn: SignIn;
  ensureFirstAdmin: EnsureFirstAdmin;
  prepareBooking: PrepareBooking;
  feedbackThrottle: Throttle;
  submitFeedback: ContactForm;
  rateVisit: RateVisits;
  openVisits: OpenVisits;
  erasure: Erasure;
  certify: Certify;
  schedules: Schedules;
  openSchedules: Schedules;
  claims: Claims;
  finish: Finish;
  absences: Absences;
  act: Act;
  bookGuarded: BookGuarded;
  reschedule: Reschedule;
  move: Move;
  honour: Honour;
  provider: PaymentProvider;
  paying: Paying;
  timers: Timers;
  /** Made is started. */
  processes: Processes;
  /** Of how the processes fare. */
  telling: Telling;
  http: HttpApp;
  routes: Routes;
};

/** How the process hangs together. */
export const wire = (settings: Settings, log: Log): Parts => {
  const { parts, bind } = wiring<Parts>();
  const scope = { issuer: settings.TOKEN_ISSUER, audience: 'careconnect' };

  bind('settings', () => settings);
  bind('log', () => log);
  bind('clock', () => () => new Date().toISOString());

  bind('pool', () =>
    createPool({
      url: settings.DATABASE_URL,
      applicationName: 'command-service',
      log,
    }),
  );
  bind('vault', ({ pool }) =>
    orStoreUnavailable(createVault({ pool, masterKeys: settings.MASTER_KEY, fields: personalFields })),
  );
  bind('eventLog', () => {
    const onFault = (_what: string, err: unknown) => log.warn({ err, dependency: 'event store' }, 'Trying again');
    return connectEventStore({ url: settings.EVENTSTORE_URL, onFault });
  });
  bind('store', ({ eventLog, vault }) => lifting(sealing(eventLog, vault), lift));
  bind('freshness', ({ store }) =>
    followChanges({ store, streamPrefixes: prefixesOf('doctor', 'patient', 'user', 'email') }),
  );

  bind('handlers', ({ store, freshness }) => createHandlers(store, freshness));
  for (const name of [
    'users',
    'emails',
    'sessions',
    'patients',
    'doctors',
    'visits',
    'days',
    'payments',
    'feedback',
    'backups',
    'letters',
  ] as const)
    bind(name, ({ handlers }) => handlers[name]);

  bind('emailHash', () => emailHashWith(settings.EMAIL_HASH_KEY));
  bind('digestKey', () => Buffer.from(keyedHash(settings.EMAIL_HASH_KEY, 'digests of requests'), 'hex'));
  bind('passwords', createPasswords);
  bind('throttle', ({ pool, digestKey }) => createThrottle({ pool, digestKey }));
  bind('issueToken', () => tokenIssuer(scope, settings.TOKEN_PRIVATE_KEY));
  bind('publicKeys', () => jwksOf(settings.TOKEN_PUBLIC_KEY));
  bind('refreshTokens', () =>
    refreshTokensWith(Buffer.from(keyedHash(settings.EMAIL_HASH_KEY, 'refresh tokens'), 'hex')),
  );
  bind('sessionDays', () => settings.SESSION_DAYS);
  bind('sessionLife', createSessionLife);
  bind('letterProofs', () => proofsWith(settings.LETTER_KEY));
  bind('resetThrottle', ({ pool, digestKey }) => createThrottle({ pool, digestKey }, resetLimits, 'reset'));
  bind('confirmPassword', confirmingPasswords);
  bind('ownAccount', ownAccount);
  bind('factorProofs', () => proofsWith(Buffer.from(keyedHash(settings.EMAIL_HASH_KEY, 'recovery codes'), 'hex')));
  bind('requireSecondFactor', () => settings.REQUIRE_SECOND_FACTOR);
  bind('secondFactors', secondFactors);
  bind('codeThrottle', ({ pool, digestKey }) => createThrottle({ pool, digestKey }, signInLimits, 'code'));
  bind('registration', registration);
  bind('register', ({ registration }) => registration.register);
  bind('invite', ({ registration }) => registration.invite);
  bind('signIn', signingIn);
  bind('ensureFirstAdmin', firstAdmin);
  bind('schedules', schedulesOf);
  bind('openSchedules', openSchedulesOf);
  bind('prepareBooking', preparingBookings);
  bind('feedbackThrottle', ({ pool, digestKey }) => createThrottle({ pool, digestKey }, feedbackLimits, 'feedback'));
  bind('submitFeedback', contactForm);
  bind('rateVisit', ratingVisits);
  bind('openVisits', openVisits);
  bind('erasure', erasing);
  bind('certify', ({ eventLog }) => {
    const signCertificate = documentSigner(settings.TOKEN_PRIVATE_KEY, certificateType);
    return certifying({ eventLog, issuer: settings.TOKEN_ISSUER, signCertificate });
  });
  bind('claims', claimsOn);
  bind('finish', finishing);
  bind('absences', absencesOf);
  bind('act', acting);
  bind('bookGuarded', guardedBooking);
  bind('reschedule', rescheduling);
  bind('move', moving);
  bind('honour', honouring);
  bind('provider', () => providerOf(settings));
  bind('paying', payingWith);

  bind('timers', () => createTimers(settings.DATABASE_URL, log));
  bind('processes', ({ store, pool, claims, finish, erasure, payments, honour, paying, act, backups, timers, clock }) =>
    runProcesses({
      store,
      pool,
      claims,
      finish,
      erasure,
      payments,
      honour,
      paying,
      act,
      backups,
      timers,
      clock,
      onStatus: tellStatus(log),
    }),
  );
  bind('telling', ({ pool, processes }) =>
    keepTelling({
      pool,
      projections: [processes],
      onFault: (err) => log.warn({ err, dependency: 'postgres' }, 'How the processes fare could not be told'),
    }),
  );

  bind('http', ({ store, pool }) =>
    createHttpApp({
      log,
      refusals,
      ready: readiness(store, pool),
      authenticate: authenticator(scope, settings.TOKEN_PUBLIC_KEY),
      trustProxy: settings.TRUST_PROXY,
    }),
  );
  bind('routes', ({ http }) => http.routes);
  return parts;
};
