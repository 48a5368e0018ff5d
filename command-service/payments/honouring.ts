import type { DoctorDayEvent } from '@careconnect/domain/day/events.ts';
import type { Appointment } from '@careconnect/domain/day/state.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import type { DoctorId } from '@careconnect/domain/ids.ts';
import type { Debt, RefundReason } from '@careconnect/domain/payment/events.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import { doctorDayStream, paymentStream } from '@careconnect/domain/streams.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import type { Act } from '../days/acting.ts';
import type { Booking } from '../days/booking.ts';
import type { Contexts } from '../days/claims.ts';
import type { BookGuarded } from '../days/guarded-booking.ts';
import type { Schedules } from '../days/schedules.ts';
import type { DayHandler, PaymentHandler } from '../handlers.ts';
import { appointmentIdAfter } from '../ids.ts';

export type Honour = (debt: Debt, contexts: Contexts) => Promise<void>;

type Place = Readonly<{ doctorId: DoctorId; date: CalendarDate }>;
type Needs = {
  store: EventStore;
  days: DayHandler;
  payments: PaymentHandler;
  openSchedules: Schedules;
  act: Act;
  bookGuarded: BookGuarded;
};

const by = { policy: true } as const;
const streamOf = ({ doctorId, date }: Place): string => doctorDayStream(doctorId, date);

/**
 * Money has arrived: the visit is confirmed; or booked anew where the time to pay had run out and its slot is still free;
 * or else all of it goes back (docs/adr/0022). What was settled before is left alone, so that doing it again is quiet.
 */
export const honouring = ({ store, days, payments, openSchedules, act, bookGuarded }: Needs): Honour => {
  /** Confirms it wherever it is by now. Answers how it stands there, where that is not possible. */
  const confirm = async ({ appointmentId, paymentId, ...debt }: Debt, contexts: Contexts) => {
    let place: Place = debt;
    for (;;) {
      try {
        const command = { is: 'ConfirmAppointment', appointmentId, paymentId, by, at: contexts().now } as const;
        await act(streamOf(place), command, contexts);
        return null;
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'move-under-way') throw error;
        if (!isMoved(error)) return { found: await appointmentAt(place, appointmentId) };
        place = error.data.to;
      }
    }
  };

  const appointmentAt = async (place: Place, appointmentId: Debt['appointmentId']) => {
    const { state } = await days.load(streamOf(place), { fresh: true });
    return state.appointments.get(appointmentId);
  };

  /** The same visit at the same price, by the rules of today, as an appointment of its own: what expired stays so. */
  const bookAgain = async ({ paymentId }: Debt, { visit, visitType }: Appointment, contexts: Contexts) => {
    const { doctorId, date, startsAt, patientId, userId } = visit;
    const streamName = streamOf(visit);
    const appointmentId = appointmentIdAfter(visit.appointmentId);
    const notes = await notesOf(visit);
    const command: Booking['command'] = async (fresh) => ({
      ...{ is: 'BookVisit', appointmentId, patient: { patientId, userId }, date, startsAt, notes, by },
      ...{ at: contexts().now, asked: `paid by ${paymentId}`, claimId: null, override: null, paidBy: paymentId },
      schedule: { ...(await openSchedules(doctorId, date, fresh)), visitTypes: [visitType] },
      visitTypeId: visitType.visitTypeId,
    });
    await bookGuarded({ streamName, appointmentId, startsAt, command, imported: false }, contexts);
  };

  /** As the patient wrote them, on the day for which the visit was first booked: each day is followed to where it first came from. */
  const notesOf = async ({ appointmentId, ...place }: Appointment['visit']): Promise<string | null> => {
    let before: Place | undefined = place;
    while (before) {
      const streamName = streamOf(before);
      before = undefined;
      for await (const event of store.readStream(streamName)) {
        const { type, data } = event as unknown as DoctorDayEvent;
        if (type === 'AppointmentRequested' && data.appointmentId === appointmentId) return data.notes;
        if (type === 'AppointmentMovedIn' && data.appointmentId === appointmentId) before ??= data.from;
      }
    }
    return null;
  };

  const refusalOf = async (debt: Debt, contexts: Contexts): Promise<RefundReason | null> => {
    const unconfirmed = await confirm(debt, contexts);
    if (!unconfirmed) return null;
    const { found } = unconfirmed;
    if (found?.status === 'CONFIRMED' || found?.status === 'COMPLETED') return 'paid-otherwise';
    if (found?.ended !== 'expired') return 'cancelled';
    try {
      await bookAgain(debt, found, contexts);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return 'too-late';
      throw error;
    }
  };

  return async (debt, contexts) => {
    const stream = paymentStream(debt.paymentId);
    const { state } = await payments.load(stream, { fresh: true });
    if (state.is !== 'Completed') return;
    const because = await refusalOf(debt, contexts);
    if (!because) return;
    const context = contexts();
    await payments.handle(stream, { is: 'SettlePayment', refundPercent: 100, because, at: context.now }, context);
  };
};

const isMoved = (refusal: Refusal): refusal is Refusal<'appointment-moved'> => refusal.code === 'appointment-moved';
