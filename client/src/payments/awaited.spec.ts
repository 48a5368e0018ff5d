import { appointment } from '@careconnect/domain/spec/clinic.ts';
import { expect } from 'chai';
import type { Appointment, Payment } from '../api/answers.ts';
import { isAwaited, lookingFor } from './awaited.ts';

type Standing = Parameters<typeof isAwaited>[0];

describe('A page', () => {
  const appointmentId = appointment(1);
  const visit = (status: Appointment['status'], state?: Payment['state'], more: Partial<Standing> = {}): Standing => ({
    ...{ appointmentId, status },
    ...(state && { payment: { appointmentId, state } as Payment }),
    ...more,
  });
  const cancelled = (refundPercent: number | null): Partial<Standing> => ({
    cancelled: { by: 'PATIENT', at: '', reason: null, refundPercent },
  });

  it('looks again while a payment or a refund is awaited', () => {
    for (const awaited of [
      visit('PENDING'),
      visit('PENDING', 'OPEN'),
      visit('PENDING', 'COMPLETED'),
      visit('CANCELLED', 'COMPLETED', cancelled(80)),
      visit('CANCELLED', 'COMPLETED', cancelled(null)),
      visit('CANCELLED', 'REFUND_DUE', cancelled(80)),
    ])
      expect(isAwaited(awaited), JSON.stringify(awaited)).to.equal(true);
  });

  it('looks no more once all is done', () => {
    const bookedAnew = { payment: { appointmentId: appointment(2), state: 'COMPLETED' } as Payment };
    for (const done of [
      visit('CONFIRMED'),
      visit('CONFIRMED', 'COMPLETED'),
      visit('CANCELLED', 'OPEN', cancelled(null)),
      visit('CANCELLED', 'COMPLETED', cancelled(0)),
      visit('CANCELLED', 'REFUNDED', cancelled(80)),
      visit('CANCELLED', 'COMPLETED', { ...cancelled(null), ...bookedAnew }),
    ])
      expect(isAwaited(done), JSON.stringify(done)).to.equal(false);
    expect(lookingFor(false).pollingInterval).to.equal(0);
  });
});
