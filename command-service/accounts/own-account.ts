import { randomUUID } from 'node:crypto';
import type { UserId } from '@careconnect/domain/ids.ts';
import { emailStream, userStream } from '@careconnect/domain/streams.ts';
import type { PendingLetter, Registered } from '@careconnect/domain/user/state.ts';
import type { Proofs } from '@careconnect/platform/auth/proofs.ts';
import type { CommandContext } from '@careconnect/platform/command-handler/command.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { EmailHandler, UserHandled, UserHandler } from '../handlers.ts';
import { idFromHash } from '../ids.ts';
import type { ConfirmPassword } from './confirm-password.ts';
import type { EmailHash } from './email-hash.ts';
import { linkUsedUp, resettableUntil, verifiableUntil } from './links.ts';
import type { Passwords } from './passwords.ts';
import { badCredentials } from './sign-in.ts';
import type { Throttle } from './throttle.ts';

/** What a link in a letter says. */
export type Link = Readonly<{ userId: UserId; requestId: string; proof: string }>;

export type OwnAccount = {
  requestVerification(userId: UserId, context: CommandContext): Promise<UserHandled>;
  verifyEmail(link: Link, context: CommandContext): Promise<UserHandled>;
  /** Answers nothing about whether there is such an account, nor by the time it takes. */
  requestReset(email: string, address: string, context: CommandContext): Promise<void>;
  resetPassword(link: Link, password: string, context: CommandContext): Promise<UserHandled>;
  acceptInvitation(link: Link, password: string, context: CommandContext): Promise<UserHandled>;
  /** Every session ends; the account is answered so that a new one can begin. */
  changePassword(
    userId: UserId,
    current: string,
    next: string,
    address: string,
    context: CommandContext,
  ): Promise<Registered>;
};

type Needs = {
  users: UserHandler;
  emails: EmailHandler;
  passwords: Passwords;
  emailHash: EmailHash;
  confirmPassword: ConfirmPassword;
  resetThrottle: Throttle;
  letterProofs: Proofs;
  log: Log;
};

export const ownAccount = (needs: Needs): OwnAccount => {
  const { users, emails, passwords, emailHash, confirmPassword, resetThrottle, letterProofs, log } = needs;

  const registered = async (userId: UserId): Promise<Registered | null> => {
    const { state } = await users.load(userStream(userId), { fresh: true });
    return state.is === 'Registered' ? state : null;
  };

  /** Before anything costly is done for a link: it was made by us, and it is the one of the newest letter. */
  const follow = async ({ userId, requestId, proof }: Link, what: 'verification' | 'reset'): Promise<void> => {
    const pending: PendingLetter | null | undefined = (await registered(userId))?.[what];
    const known = letterProofs.holds(proof, what, userId, requestId);
    if (!known || (what === 'reset' && pending?.requestId !== requestId)) throw linkUsedUp();
  };

  return {
    requestVerification: (userId, context) => {
      const at = context.now;
      const link = { requestId: randomUUID(), expiresAt: verifiableUntil(at) };
      return users.handle(userStream(userId), { is: 'RequestEmailVerification', ...link, at }, context);
    },

    async verifyEmail(link, context) {
      await follow(link, 'verification');
      const { userId, requestId } = link;
      return users.handle(userStream(userId), { is: 'VerifyEmail', requestId, at: context.now }, context);
    },

    async requestReset(email, address, context) {
      const hash = emailHash(email);
      await resetThrottle.try({ account: hash, address });
      const { state } = await emails.load(emailStream(hash), { fresh: true });
      const owner = state.is === 'Claimed' ? state.by : (idFromHash(hash) as UserId);
      if (!(await registered(owner))) return;
      const at = context.now;
      const link = { requestId: randomUUID(), expiresAt: resettableUntil(at) };
      // Not waited for: how long it takes to write would tell that there is something to write.
      users
        .handle(userStream(owner), { is: 'RequestPasswordReset', ...link, at }, context)
        .catch((err) => log.error({ err }, 'A reset of a password could not be asked for'));
    },

    async resetPassword(link, password, context) {
      await follow(link, 'reset');
      const { userId, requestId } = link;
      const passwordHash = await passwords.hash(password);
      const command = { is: 'ResetPassword', requestId, passwordHash, at: context.now } as const;
      return users.handle(userStream(userId), command, context);
    },

    async acceptInvitation({ userId, requestId, proof }, password, context) {
      const { state } = await users.load(userStream(userId), { fresh: true });
      const pending = state.is === 'Invited' ? state.invitation.requestId : null;
      if (pending !== requestId || !letterProofs.holds(proof, 'invitation', userId, requestId)) throw linkUsedUp();
      const passwordHash = await passwords.hash(password);
      const command = { is: 'AcceptInvitation', requestId, passwordHash, at: context.now } as const;
      return users.handle(userStream(userId), command, context);
    },

    async changePassword(userId, current, next, address, context) {
      const user = await confirmPassword(userId, current, address);
      const passwordHash = await passwords.hash(next);
      const command = { is: 'ChangePassword', era: user.era, passwordHash, at: context.now } as const;
      const { state } = await users.handle(userStream(userId), command, context);
      if (state.is !== 'Registered') throw badCredentials();
      return state;
    },
  };
};
