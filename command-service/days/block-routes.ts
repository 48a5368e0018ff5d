import type { Affected } from '@careconnect/domain/day/block.ts';
import { blockId as asBlockId, doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { doctorDayStream } from '@careconnect/domain/streams.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import { invalidRequest } from '@careconnect/platform/http/problem.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { created, done } from '../created.ts';
import type { DayHandler } from '../handlers.ts';
import { BlockRequest, type FateRequest, NothingMore } from './requests.ts';
import type { Schedules } from './schedules.ts';

type Needs = { routes: Routes; days: DayHandler; schedules: Schedules; clock: Clock };

const oneBlock = '/commands/doctors/:doctorId/days/:date/blocks/:blockId';
const ofBlock = { doctorId: 'id', date: 'date', blockId: 'id' } as const;

export const blockRoutes = ({ routes, days, schedules, clock }: Needs): void => {
  routes.put(oneBlock, allow('DOCTOR', 'ADMIN'), params(ofBlock), body(BlockRequest), conditional, async (req, res) => {
    const now = clock();
    const { date } = req.params;
    const [doctorId, blockId] = [asDoctorId(req.params.doctorId), asBlockId(req.params.blockId)];
    const { zone } = await schedules(doctorId, date, false);
    const { from, to, reason } = req.body;
    const block = { blockId, doctorId, date, zone, from, to, reason: reason || null, affected: fateIn(req.body) };
    const command = { is: 'BlockTime', ...block, by: personOf(req.actor), at: now } as const;
    created(res, await days.handle(doctorDayStream(doctorId, date), command, contextOf(req, now)), { blockId });
  });

  routes.post(
    `${oneBlock}/removal`,
    allow('DOCTOR', 'ADMIN'),
    params(ofBlock),
    body(NothingMore),
    conditional,
    async (req, res) => {
      const now = clock();
      const [doctorId, blockId] = [asDoctorId(req.params.doctorId), asBlockId(req.params.blockId)];
      const command = { is: 'UnblockTime', blockId, doctorId, by: personOf(req.actor), at: now } as const;
      const handled = await days.handle(doctorDayStream(doctorId, req.params.date), command, contextOf(req, now));
      done(res, handled, { blockId });
    },
  );
};

export const fateIn = ({ appointments = 'refuse', message }: FateRequest): Affected => {
  if (appointments !== 'cancel') return appointments;
  if (message) return { cancelWith: message };
  throw invalidRequest([
    { in: 'body', field: 'message', message: 'message must say why, when appointments are cancelled' },
  ]);
};
