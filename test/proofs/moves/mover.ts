import { claimsOn } from '@careconnect/command-service/days/claims.ts';
import { finishing } from '@careconnect/command-service/days/finishing.ts';
import { type MoveWish, moving } from '@careconnect/command-service/days/moving.ts';
import { schedulesOf } from '@careconnect/command-service/days/schedules.ts';
import { createHandlers } from '@careconnect/command-service/handlers.ts';
import { personalFields } from '@careconnect/domain/personal.ts';
import { doctorDayStream, prefixesOf } from '@careconnect/domain/streams.ts';
import { followChanges } from '@careconnect/platform/command-handler/freshness.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, parseMasterKeys, sealing } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import { v4 } from 'uuid';

/** What a mover is told: the wish, and whether the appointment is cancelled before its new time is claimed. */
export type MoverTold = Readonly<{
  eventStoreUrl: string;
  databaseUrl: string;
  masterKey: string;
  wish: MoveWish;
  overtaken: boolean;
}>;

const { eventStoreUrl, databaseUrl, masterKey, wish, overtaken } = JSON.parse(process.env.MOVER ?? '') as MoverTold;
const pool = createPool({ url: databaseUrl, max: 1 });
const vault = createVault({ pool, masterKeys: parseMasterKeys(masterKey), fields: personalFields });
const sealed = sealing(connectEventStore({ url: eventStoreUrl }), vault);
const freshness = followChanges({ store: sealed, streamPrefixes: prefixesOf('doctor') });
const now = new Date().toISOString();
const contexts = () => ({ commandId: v4(), correlationId: v4(), actor: null, now });

const cancelAtHome = async (): Promise<void> => {
  const { from, appointmentId, by } = wish;
  const command = { is: 'CancelAppointment', appointmentId, reason: 'Overtaken', by, at: now } as const;
  const stream = doctorDayStream(from.doctorId, from.date);
  await createHandlers(sealed, freshness).days.handle(stream, command, contexts());
};

/** Killed (-9) by its own hand as soon as the new time is acknowledged, before the old one can be released. */
const dying: EventStore = {
  ...sealed,
  async append(streamName, expected, events) {
    const claims = events.some(({ type }) => type === 'AppointmentMovedIn');
    if (claims && overtaken) await cancelAtHome();
    const appended = await sealed.append(streamName, expected, events);
    if (claims) process.kill(process.pid, 'SIGKILL');
    return appended;
  },
};

// From here on the product's own code, as the command service wires it.
const { days, visits, doctors } = createHandlers(dying, freshness);
const claims = claimsOn({ days, visits });
const move = moving({ days, claims, openSchedules: schedulesOf({ doctors }), finish: finishing({ days }) });
await move({ ...wish, now }, contexts);
// Whoever comes this far was not killed.
process.exit(3);
