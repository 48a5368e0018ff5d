import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { userStream } from '@careconnect/domain/streams.ts';
import type { Registered } from '@careconnect/domain/user/state.ts';
import type { Proofs } from '@careconnect/platform/auth/proofs.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import { problem } from '@careconnect/platform/http/problem.ts';
import { Secret, TOTP } from 'otpauth';
import type { UserHandled, UserHandler } from '../handlers.ts';

/** What an authenticator app is to be given, as it is or as an address it understands. Shown to the owner alone. */
export type Offer = Readonly<{ secret: string; uri: string }>;

export type SecondFactors = {
  begin(account: Registered, context: CommandContext): Promise<Offer>;
  /** Answers the codes for the day the app is lost: they are never shown again. */
  enable(
    account: Registered,
    code: string,
    context: CommandContext,
  ): Promise<UserHandled & { recoveryCodes: string[] }>;
  /** Takes a code of the app or one of those, each once. @throws Refusal code-not-good */
  use(account: Registered, code: string, context: CommandContext): Promise<void>;
  remove(account: Registered, code: string, context: CommandContext): Promise<UserHandled>;
  isRequiredOf(account: Registered): boolean;
};

type Needs = { users: UserHandler; factorProofs: Proofs; requireSecondFactor: boolean };

const period = 30;
/** A code of the step before or after is taken too: clocks differ. */
const window = 1;
const recoveryCodes = 10;

export const secondFactors = ({ users, factorProofs, requireSecondFactor }: Needs): SecondFactors => {
  const send = (account: Registered, command: Parameters<UserHandler['handle']>[1], context: CommandContext) =>
    users.handle(userStream(account.userId), command, { ...context, commandId: randomUUID() });

  /** People copy codes with spaces, hyphens and small letters. */
  const digestOf = ({ userId }: Registered, code: string): string =>
    factorProofs.of('recovery', userId, code.replace(/[\s-]/g, '').toUpperCase());

  const use: SecondFactors['use'] = async (account, code, context) => {
    const at = context.now;
    const { secondFactor } = account;
    const secret = secondFactor.is === 'Enabled' ? secondFactor.secret : null;
    if (secret === null) throw notGood();
    const step = stepOf(secret, code, at);
    if (step === null) await send(account, { is: 'UseRecoveryCode', digest: digestOf(account, code), at }, context);
    else await send(account, { is: 'UseSecondFactor', secret, step, at }, context);
  };

  return {
    use,
    isRequiredOf: ({ role }) => requireSecondFactor && (role === 'ADMIN' || role === 'AUDITOR'),

    async begin(account, context) {
      const made = new Secret({ size: 20 }).base32;
      const { state } = await send(account, { is: 'BeginSecondFactor', secret: made, at: context.now }, context);
      const secret = state.is === 'Registered' && state.secondFactor.is === 'Begun' ? state.secondFactor.secret : null;
      if (secret === null) throw notGood();
      return { secret, uri: totp(secret, account.email ?? '').toString() };
    },

    async enable(account, code, context) {
      const { secondFactor } = account;
      const secret = secondFactor.is === 'Begun' ? secondFactor.secret : null;
      const step = secret === null ? null : stepOf(secret, code, context.now);
      if (secret === null || step === null) throw notGood();
      const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
      const recovery = codes.map((each) => digestOf(account, each));
      const enabling = { is: 'EnableSecondFactor', secret, step, recovery, at: context.now } as const;
      return { ...(await send(account, enabling, context)), recoveryCodes: codes };
    },

    async remove(account, code, context) {
      if (requireSecondFactor && (account.role === 'ADMIN' || account.role === 'AUDITOR'))
        throw problem(403, 'second-factor-required', 'Your role needs a second factor');
      await use(account, code, context);
      return send(account, { is: 'RemoveSecondFactor', at: context.now }, context);
    },
  };
};

const totp = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: 'CareConnect', label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });

/** Which half-minute the code belongs to; null when to none near now. */
const stepOf = (secret: string, code: string, at: string): number | null => {
  const timestamp = Date.parse(at);
  const token = code.replace(/\s/g, '');
  const delta = /^\d{6}$/.test(token) ? totp(secret, '').validate({ token, timestamp, window }) : null;
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta;
};

/** Ten characters of base32: 50 bits. */
const newRecoveryCode = (): string => {
  const text = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32.slice(0, 10);
  return `${text.slice(0, 5)}-${text.slice(5)}`;
};

const notGood = () => new Refusal('code-not-good', 'The code is wrong, too old, or was used already.', {});
