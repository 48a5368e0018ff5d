import { appointmentRoutes } from './appointments/routes.ts';
import { backupRoutes } from './backups/routes.ts';
import { calendarRoutes } from './calendars/routes.ts';
import type { Parts } from './container.ts';
import { dayRoutes } from './days/routes.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';
import { doctorRoutes } from './doctors/routes.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { journalRoutes } from './journal/routes.ts';
import { letterRoutes } from './letters/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { myRoutes } from './me/routes.ts';
import { paymentRoutes } from './payments/routes.ts';
import { personalDataRoutes } from './personal-data/routes.ts';
import { statisticsRoutes } from './statistics/routes.ts';
import { systemRoutes } from './system/routes.ts';
import { userRoutes } from './users/routes.ts';

/** Every query there is. */
export const registerRoutes = (parts: Parts): void => {
  for (const register of [
    doctorRoutes,
    dayRoutes,
    myRoutes,
    appointmentRoutes,
    calendarRoutes,
    paymentRoutes,
    feedbackRoutes,
    letterRoutes,
    liveRoutes,
    personalDataRoutes,
    userRoutes,
    backupRoutes,
    statisticsRoutes,
    systemRoutes,
    deadLetterRoutes,
    journalRoutes,
  ])
    register(parts);
};
