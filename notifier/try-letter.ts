import { parsePosition } from '@careconnect/platform/event-store/position.ts';
import type { PositionWaiter } from '@careconnect/platform/subscription/position-waiter.ts';
import { projections } from '@careconnect/schema/projections.ts';
import { restMs } from './channels/breaker.ts';
import { Away, NotTaken, type SendLetter } from './channels/channel.ts';
import type { GatherFacts } from './facts.ts';
import type { ClaimedLetter, Outcome } from './ledger.ts';
import type { Channel } from './letter-due.ts';

/** Short, for other letters wait behind this one. */
const patienceMs = 1_000;
const second = 1;
const minute = 60;
const hour = 60 * minute;

/** Seconds before each further try: about a day in all. */
export const retryDelays = [5, 20, minute, 5 * minute, 15 * minute, hour, 3 * hour, 8 * hour, 12 * hour];

type Needs = {
  positions: Pick<PositionWaiter, 'waitFor'>;
  gather: GatherFacts;
  channels: Readonly<Record<Channel, SendLetter>>;
};
export type TryLetter = (due: ClaimedLetter) => Promise<Outcome>;

/** Writes and sends one letter. Throws nothing that a mail server can cause. */
export const tryLetter =
  ({ positions, gather, channels }: Needs): TryLetter =>
  async (due) => {
    const position = parsePosition(due.position);
    if (!position) return { is: 'Failed', reason: 'its position cannot be read' };
    const readModels = due.kind === 'sign-in' ? [projections.clinic, projections.sessions] : [projections.clinic];
    const waits = readModels.map((readModel) => positions.waitFor(readModel, position, patienceMs));
    if ((await Promise.all(waits)).includes(false))
      return { is: 'PutOff', seconds: 2 * second, reason: 'the read model is behind', counts: false };
    const gathered = await gather(due);
    if ('not' in gathered) return { is: 'Skipped', reason: gathered.not };
    return channels[due.channel]({ due, messageId: messageIdOf(due), ...gathered }).then(
      () => ({ is: 'Sent' }),
      (error: Error) => afterFailure(due, error),
    );
  };

/** The same however often it is tried, another when it is sent again. */
const messageIdOf = ({ letterId, resends }: ClaimedLetter): string =>
  resends === 0 ? letterId : `${letterId}.${resends}`;

const afterFailure = ({ tries }: ClaimedLetter, error: Error): Outcome => {
  if (error instanceof Away) return { is: 'PutOff', seconds: restMs / 1000, reason: error.message, counts: false };
  const seconds = retryDelays[tries];
  if (error instanceof NotTaken || seconds === undefined) return { is: 'Failed', reason: error.message };
  return { is: 'PutOff', seconds, reason: error.message, counts: true };
};
