import { calendarFeedRoutes } from './accounts/calendar-feed-routes.ts';
import { ownAccountRoutes } from './accounts/own-account-routes.ts';
import { accountRoutes } from './accounts/routes.ts';
import { secondFactorRoutes } from './accounts/second-factor-routes.ts';
import { sessionRoutes } from './accounts/session-routes.ts';
import { staffRoutes } from './accounts/staff-routes.ts';
import { backupRoutes } from './backups/routes.ts';
import type { Parts } from './container.ts';
import { absenceRoutes } from './days/absence-routes.ts';
import { blockRoutes } from './days/block-routes.ts';
import { dayRoutes } from './days/routes.ts';
import { timeRoutes } from './days/time-routes.ts';
import { calendarRoutes } from './doctors/calendar-routes.ts';
import { doctorRoutes } from './doctors/routes.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { letterRoutes } from './letters/routes.ts';
import { patientRoutes } from './patients/routes.ts';
import { paymentRoutes } from './payments/routes.ts';
import { personalDataRoutes } from './personal-data/routes.ts';

/** Every command there is. */
export const registerRoutes = (parts: Parts): void => {
  for (const register of [
    accountRoutes,
    sessionRoutes,
    ownAccountRoutes,
    staffRoutes,
    secondFactorRoutes,
    calendarFeedRoutes,
    letterRoutes,
    patientRoutes,
    doctorRoutes,
    calendarRoutes,
    dayRoutes,
    timeRoutes,
    blockRoutes,
    absenceRoutes,
    paymentRoutes,
    feedbackRoutes,
    personalDataRoutes,
    backupRoutes,
  ])
    register(parts);
};
