import type { CalendarDate, Zone } from '@careconnect/domain/event.ts';
import { dateIn } from '@careconnect/domain/time/wall.ts';

/** Of the device: clinics have zones of their own, which everything about a visit is told in. */
export const zoneHere = (): Zone => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const todayHere = (): CalendarDate => dateIn(zoneHere(), Date.now());
