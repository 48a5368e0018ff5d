import { randomUUID } from 'node:crypto';
import { userId } from '@careconnect/domain/ids.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { Clock } from '../command-context.ts';
import { idFromHash } from '../ids.ts';
import type { EmailHash } from './email-hash.ts';
import type { Register } from './registration.ts';

type Needs = { register: Register; emailHash: EmailHash; clock: Clock; log: Log };

/** Somebody has to let the others in. The same on every start and every replica: the id follows from the address. */
export type EnsureFirstAdmin = (email: string | undefined, password: string | undefined) => Promise<void>;

export const firstAdmin =
  ({ register, emailHash, clock, log }: Needs): EnsureFirstAdmin =>
  async (email, password) => {
    if (!email || !password) return;
    const now = clock();
    const correlationId = randomUUID();
    const context = () => ({ commandId: randomUUID(), actor: null, correlationId, now });
    const account = {
      userId: userId(idFromHash(emailHash(email))),
      role: 'ADMIN',
      email,
      name: 'Administrator',
      password,
    } as const;
    try {
      await register(account, now, context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.error({ refusal: error.code }, 'The first admin cannot be made: the address belongs to another account');
    }
  };
