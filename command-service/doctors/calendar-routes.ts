import { doctorId as asDoctorId } from '@careconnect/domain/ids.ts';
import { doctorStream } from '@careconnect/domain/streams.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import { allow } from '@careconnect/platform/http/allow.ts';
import { conditional } from '@careconnect/platform/http/conditional.ts';
import type { Routes } from '@careconnect/platform/http/routes.ts';
import { body, params } from '@careconnect/platform/http/validation.ts';
import { type Clock, contextOf, personOf } from '../command-context.ts';
import { done } from '../created.ts';
import { NothingMore } from '../days/requests.ts';
import type { DoctorHandler } from '../handlers.ts';
import { own } from './own.ts';
import { HolidayRequest, HolidaysRequest, ZoneRequest } from './requests.ts';

type Needs = { routes: Routes; doctors: DoctorHandler; clock: Clock };

/** What is different from some day on, or on one day. */
export const calendarRoutes = ({ routes, doctors, clock }: Needs): void => {
  const staff = allow('ADMIN', 'DOCTOR');
  const ofDoctor = params({ doctorId: 'id' });
  const ofDate = params({ doctorId: 'id', date: 'date' });

  routes.post(
    '/commands/doctors/:doctorId/working-hours/:date/removal',
    staff,
    ofDate,
    body(NothingMore),
    conditional,
    async (req, res) => {
      const at = clock();
      const [doctorId, validFrom] = [asDoctorId(req.params.doctorId), req.params.date];
      own(doctorId, personOf(req.actor));
      const command = { is: 'WithdrawWorkingHours', doctorId, validFrom, at } as const;
      done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, at)));
    },
  );

  routes.put('/commands/doctors/:doctorId/zone', staff, ofDoctor, body(ZoneRequest), conditional, async (req, res) => {
    const at = clock();
    const doctorId = asDoctorId(req.params.doctorId);
    own(doctorId, personOf(req.actor));
    const { zone, validFrom } = req.body;
    const command = { is: 'SetZone', doctorId, zone, validFrom, at } as const;
    done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, at)));
  });

  routes.put(
    '/commands/doctors/:doctorId/holidays',
    staff,
    ofDoctor,
    body(HolidaysRequest),
    conditional,
    async (req, res) => {
      const at = clock();
      const doctorId = asDoctorId(req.params.doctorId);
      own(doctorId, personOf(req.actor));
      const command = { is: 'SetHolidays', doctorId, country: req.body.country ?? null, at } as const;
      done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, at)));
    },
  );

  routes.put(
    '/commands/doctors/:doctorId/holidays/:date',
    staff,
    ofDate,
    body(HolidayRequest),
    conditional,
    async (req, res) => {
      const at = clock();
      const [doctorId, date] = [asDoctorId(req.params.doctorId), req.params.date];
      own(doctorId, personOf(req.actor));
      const command = {
        is: 'SetHolidayWork',
        doctorId,
        date,
        works: req.body.works,
        holidayOn: publicHolidayOn,
        at,
      } as const;
      done(res, await doctors.handle(doctorStream(doctorId), command, contextOf(req, at)));
    },
  );
};
