import { assertNever } from '@careconnect/domain/assert-never.ts';
import { whenOf } from '@careconnect/domain/day/state.ts';
import { claimsKeptBy, type Heard, type Reaction, react } from '@careconnect/domain/processes/react.ts';
import type { Task } from '@careconnect/domain/processes/task.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { backupStream, doctorDayStream, paymentStream, prefixesOf } from '@careconnect/domain/streams.ts';
import {
  type EventStore,
  RevisionConflict,
  type StoredEvent,
  StoreUnavailable,
} from '@careconnect/platform/event-store/event-store.ts';
import { startWhenPossible } from '@careconnect/platform/process/start-when-possible.ts';
import { type Projection, type ProjectionOptions, runProjection } from '@careconnect/platform/subscription/runner.ts';
import type { Pool, PoolClient } from 'pg';
import { v5 } from 'uuid';
import type { Clock } from '../command-context.ts';
import type { Act } from '../days/acting.ts';
import type { Claims, Contexts } from '../days/claims.ts';
import type { Finish } from '../days/finishing.ts';
import type { BackupHandler, PaymentHandler } from '../handlers.ts';
import type { Honour } from '../payments/honouring.ts';
import type { Paying } from '../payments/paying.ts';
import type { Erasure } from '../personal-data/erasure.ts';
import type { Timers } from './timers.ts';

export type Processes = { status: Projection['status']; stop(): Promise<void> };

type Needs = {
  store: EventStore;
  pool: Pool;
  claims: Claims;
  finish: Finish;
  erasure: Pick<Erasure, 'finish' | 'settle'>;
  payments: PaymentHandler;
  honour: Honour;
  paying: Pick<Paying, 'sendRefund' | 'closePage'>;
  act: Act;
  backups: BackupHandler;
  timers: Timers;
  clock: Clock;
  onStatus?: ProjectionOptions['onStatus'];
};

/**
 * Acts on what happened, in the order of the log, on one process at a time. The checkpoint moves when everything that an event
 * called for is done or kept for later; after a crash it is done again, which is quiet.
 */
export const runProcesses = (needs: Needs): Processes => {
  const { store, pool, timers, onStatus } = needs;
  const perform = performing(needs);
  const handle = async (client: PoolClient, events: StoredEvent[]): Promise<void> => {
    const happened = events as (StoredEvent & Heard)[];
    const kept = claimsKeptBy(happened);
    const later: { at: string; task: Task }[] = [];
    for (const event of happened)
      for (const [index, reaction] of react(event).entries()) {
        if (reaction.is === 'Later') later.push(reaction);
        else await perform(reaction, contextsAfter(event, index, needs.clock));
      }
    const isSettled = ({ task }: { task: Task }) => task.is === 'SettleClaim' && kept.has(task.claim.claimId);
    await timers.keep(
      client,
      later.filter((each) => !isSettled(each)),
    );
    const claimedHere = new Set(happened.flatMap(({ type, data }) => (type === 'VisitClaimed' ? [data.claimId] : [])));
    await timers.forgetClaims(
      client,
      [...kept].filter((claim) => !claimedHere.has(claim)),
    );
  };
  const look = looking(needs);
  const startingTimers = startWhenPossible(() => timers.start(look));
  const projection = runProjection({
    name: 'processes',
    store,
    pool,
    streamPrefixes: prefixesOf('doctorDay', 'patientVisits', 'user', 'payment'),
    // Nobody waits for it: under load a claim and the visit that comes to rest on it are mostly seen together.
    maxWaitMs: 250,
    handle: async (client, events) => {
      await startingTimers.started;
      await handle(client, events);
    },
    // The store is away, a stream is contested, an appointment is being moved: no event is to blame.
    isPassing: (error) => isPassing(error) || (error instanceof Error && isPassing(error.cause)),
    ...(onStatus ? { onStatus } : {}),
  });
  return {
    status: projection.status,
    async stop() {
      startingTimers.giveUp();
      await projection.stop();
      await timers.stop();
    },
  };
};

const isPassing = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof RevisionConflict || isUnderWay(error);

const isUnderWay = (error: unknown): boolean => error instanceof Refusal && error.code === 'move-under-way';

/** What is decided anew by whom it concerns: a refusal there is an answer, not a fault. */
const performing =
  ({ claims, finish, erasure, payments, honour }: Needs) =>
  async (reaction: Exclude<Reaction, { is: 'Later' }>, contexts: Contexts): Promise<void> => {
    switch (reaction.is) {
      case 'FinishMove': {
        const { moveId, appointmentId, from, fromArrival, status } = reaction.move;
        await finish({ moveId, appointmentId, from, fromArrival, status, to: whenOf(reaction.move) }, contexts);
        return;
      }
      case 'FinishErasure':
        await erasure.finish(reaction.erased, contexts);
        return;
      case 'ReleaseVisit':
        await claims.release(reaction, contexts);
        return;
      case 'RequestPayment': {
        const { debt, dueAt } = reaction;
        const context = contexts();
        const command = { is: 'RequestPayment', debt, dueAt, at: context.now } as const;
        await payments.handle(paymentStream(debt.paymentId), command, { ...context, likelyNew: true });
        return;
      }
      case 'WithdrawPayment': {
        const context = contexts();
        const command = { is: 'WithdrawPayment', at: context.now } as const;
        await payments.handle(paymentStream(reaction.paymentId), command, context);
        return;
      }
      case 'SettlePayment': {
        const { paymentId, ...command } = reaction;
        const context = contexts();
        await payments.handle(paymentStream(paymentId), { ...command, at: context.now }, context);
        return;
      }
      case 'HonourPayment':
        await honour(reaction.debt, contexts);
        return;
      default:
        assertNever(reaction);
    }
  };

const looking =
  ({ claims, act, erasure, paying, backups, clock }: Needs) =>
  async (task: Task): Promise<void> => {
    const at = clock();
    const contexts = contextsOf(JSON.stringify([task, at]), at);
    switch (task.is) {
      case 'SettleClaim':
        return claims.settle(task.claim, contexts);
      case 'SettleClosing':
        return erasure.settle(task.patientId, contexts);
      case 'SendRefund':
        return paying.sendRefund(task.paymentId, contexts);
      case 'ClosePage':
        return paying.closePage(task.reference);
      case 'ExpireAppointment': {
        const { appointmentId, doctorId, date } = task;
        const command = { is: 'ExpireAppointment', appointmentId, by: { policy: true }, at } as const;
        await act(doctorDayStream(doctorId, date), command, contexts).catch(unlessRefused);
        return;
      }
      case 'ArchiveAppointments': {
        const { doctorId, date, appointmentIds, keptDays } = task;
        for (const appointmentId of appointmentIds) {
          const command = { is: 'ArchiveAppointment', appointmentId, keptDays, by: { policy: true }, at } as const;
          await act(doctorDayStream(doctorId, date), command, contexts).catch(unlessRefused);
        }
        return;
      }
      case 'RecordBackup': {
        const { command } = task;
        await backups.handle(backupStream(command.backupId), command, contexts());
        return;
      }
      default:
        assertNever(task);
    }
  };

/** A refusal is an answer; but while the appointment is being moved there is none yet, and the timer asks again. */
const unlessRefused = (error: unknown): void => {
  if (!(error instanceof Refusal) || isUnderWay(error)) throw error;
};

const commands = 'f3f9f2c5-6b0e-5a3c-9d7e-70f2a4b0c1d8';

const contextsAfter = ({ id, metadata }: StoredEvent, index: number, clock: Clock): Contexts =>
  contextsOf(`${id} ${index}`, clock(), { correlationId: metadata.correlationId, causationId: id });

/** Ids that follow from the cause: the same reaction, done again, writes nothing twice. */
const contextsOf = (
  cause: string,
  now: string,
  led: { correlationId?: string; causationId?: string } = {},
): Contexts => {
  let count = 0;
  return () => {
    count += 1;
    const commandId = v5(`${cause} ${count}`, commands);
    return { commandId, actor: null, correlationId: commandId, ...led, now };
  };
};
