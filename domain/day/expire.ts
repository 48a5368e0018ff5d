import { assertNever } from '../assert-never.ts';
import { Refusal } from '../refusal.ts';
import { millisecondsOf } from '../time/wall.ts';
import { type Concerned, concerning } from './concerning.ts';
import type { DoctorDayEvent } from './events.ts';
import type { DoctorDay } from './state.ts';

/** Sent when a deadline may have passed. */
export type ExpireAppointment = Concerned & Readonly<{ is: 'ExpireAppointment' }>;

/** Quiet when there is nothing that waits any more; refused while there is time left. */
export const expire = (command: ExpireAppointment, day: DoctorDay): DoctorDayEvent[] => {
  const { visit, status, expiresAt } = concerning(command, day, 'staff');
  switch (status) {
    case 'CONFIRMED':
    case 'COMPLETED':
    case 'CANCELLED':
      return [];
    case 'REQUESTED':
    case 'PENDING': {
      const { by, at } = command;
      if (expiresAt === null) return [];
      if (millisecondsOf(at) < millisecondsOf(expiresAt))
        throw new Refusal('not-yet', 'There is still time.', { from: expiresAt });
      const because = status === 'REQUESTED' ? 'unanswered' : 'unpaid';
      return [{ type: 'AppointmentExpired', data: { ...visit, because, by, expiredAt: at } }];
    }
    default:
      return assertNever(status);
  }
};
