import { assertNever } from '../assert-never.ts';
import type { Instant } from '../event.ts';
import type { UserId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { SecondFactorEvent } from './events.ts';

export type SecondFactor =
  | { is: 'None' }
  | { is: 'Begun'; secret: string | null }
  | {
      is: 'Enabled';
      secret: string | null;
      /** Of the newest code that was taken. */
      step: number;
      /** Digests; null where one was used. */
      recovery: readonly (string | null)[];
    };

type Asked<Is extends string, More = unknown> = Readonly<{ is: Is; at: Instant } & More>;

export type BeginSecondFactor = Asked<'BeginSecondFactor', { secret: string }>;
/** The code of this step was compared with `secret` and is right. */
export type EnableSecondFactor = Asked<
  'EnableSecondFactor',
  { secret: string; step: number; recovery: readonly string[] }
>;
export type UseSecondFactor = Asked<'UseSecondFactor', { secret: string; step: number }>;
export type UseRecoveryCode = Asked<'UseRecoveryCode', { digest: string }>;
export type RemoveSecondFactor = Asked<'RemoveSecondFactor'>;

export type SecondFactorCommand =
  | BeginSecondFactor
  | EnableSecondFactor
  | UseSecondFactor
  | UseRecoveryCode
  | RemoveSecondFactor;

export const evolveSecondFactor = (factor: SecondFactor, event: SecondFactorEvent): SecondFactor => {
  switch (event.type) {
    case 'SecondFactorBegun':
      return { is: 'Begun', secret: event.data.secret };
    case 'SecondFactorEnabled': {
      const { step, recovery } = event.data;
      return { is: 'Enabled', secret: factor.is === 'None' ? null : factor.secret, step, recovery: recovery ?? [] };
    }
    case 'SecondFactorUsed':
      return factor.is === 'Enabled' ? { ...factor, step: event.data.step } : factor;
    case 'RecoveryCodeUsed': {
      const { place } = event.data;
      if (factor.is !== 'Enabled') return factor;
      return { ...factor, recovery: factor.recovery.map((digest, k) => (k === place ? null : digest)) };
    }
    case 'SecondFactorRemoved':
      return { is: 'None' };
    default:
      return assertNever(event);
  }
};

export const decideSecondFactor = (
  command: SecondFactorCommand,
  userId: UserId,
  factor: SecondFactor,
): SecondFactorEvent[] => {
  const { at } = command;
  switch (command.is) {
    case 'BeginSecondFactor':
      if (factor.is === 'Enabled') throw new Refusal('second-factor-enabled', 'There is a second factor already.', {});
      // What was shown and not yet used is shown again.
      if (factor.is === 'Begun' && factor.secret !== null) return [];
      return [{ type: 'SecondFactorBegun', data: { userId, secret: command.secret, begunAt: at } }];
    case 'EnableSecondFactor': {
      const { secret, step, recovery } = command;
      if (factor.is !== 'Begun' || factor.secret !== secret) throw notGood();
      return [{ type: 'SecondFactorEnabled', data: { userId, step, recovery, enabledAt: at } }];
    }
    case 'UseSecondFactor': {
      const { secret, step } = command;
      if (factor.is !== 'Enabled' || factor.secret !== secret || step <= factor.step) throw notGood();
      return [{ type: 'SecondFactorUsed', data: { userId, step, usedAt: at } }];
    }
    case 'UseRecoveryCode': {
      const place = factor.is === 'Enabled' ? factor.recovery.indexOf(command.digest) : -1;
      if (place < 0) throw notGood();
      return [{ type: 'RecoveryCodeUsed', data: { userId, place, usedAt: at } }];
    }
    case 'RemoveSecondFactor':
      return factor.is === 'None' ? [] : [{ type: 'SecondFactorRemoved', data: { userId, removedAt: at } }];
    default:
      return assertNever(command);
  }
};

const notGood = () => new Refusal('code-not-good', 'The code is wrong, too old, or was used already.', {});
