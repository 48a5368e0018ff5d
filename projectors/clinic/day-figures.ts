import type { AppointmentEvent } from '@careconnect/domain/day/events.ts';
import type { PaymentEvent } from '@careconnect/domain/payment/events.ts';
import type { PoolClient } from 'pg';
import type { Recorded } from '../recorded.ts';
import { records } from '../records.ts';

/**
 * What the days of doctors came to, for statistics: counted anew from the rows of the appointments and payments that lie on
 * them. A day is counted when one of its appointments was touched, and so is the day on which that one was before.
 */
export const dayFigures = async (
  client: PoolClient,
  appointments: readonly Recorded<AppointmentEvent>[],
  payments: readonly Recorded<PaymentEvent>[],
) => {
  const paid = appointments.flatMap(({ data }) => ('paymentId' in data ? (data.paymentId ?? []) : []));
  const touched = [
    [...new Set([...appointments, ...payments].map(({ data }) => data.appointmentId))],
    [...new Set([...paid, ...payments.map(({ data }) => data.paymentId)])],
  ];
  const nothing = touched.every((ids) => ids.length === 0);
  const before = nothing
    ? []
    : (await client.query<Place>({ name: 'days-before', text: places, values: touched })).rows;
  return {
    /** Once their rows are written. */
    async count(): Promise<void> {
      if (!nothing) await client.query({ name: 'day-figures', text: count, values: [...touched, records(before)] });
    },
  };
};

type Place = { doctor_id: string; date: string };

const places = `
  SELECT doctor_id, date FROM appointment_details WHERE appointment_id = ANY ($1::uuid[])
   UNION
  SELECT visit.doctor_id, visit.date FROM payment_details JOIN appointment_details visit USING (appointment_id)
   WHERE payment_id = ANY ($2::uuid[])`;

const count = `
  WITH days AS MATERIALIZED (
    ${places}
     UNION
    SELECT doctor_id, date FROM json_to_recordset($3) AS before (doctor_id uuid, date date)
  ), counted AS MATERIALIZED (
    SELECT doctor_id, date, status, coalesce(ending, '') AS ending, count(*)::integer AS appointments,
           coalesce(sum(extract(epoch FROM ends_at - starts_at) / 60) FILTER (WHERE holds_slot), 0)::integer AS held_minutes
      FROM days JOIN appointment_details USING (doctor_id, date) WHERE status IS NOT NULL
     GROUP BY doctor_id, date, status, coalesce(ending, '')
  ), earned AS MATERIALIZED (
    SELECT doctor_id, date, currency, sum(amount) AS received,
           coalesce(sum(refund) FILTER (WHERE refunded_at IS NOT NULL), 0) AS refunded
      FROM (SELECT doctor_id, date, appointment_id FROM days JOIN appointment_details USING (doctor_id, date)) visits
      JOIN (SELECT payment_id, appointment_id, currency, refund, refunded_at FROM payment_details
             WHERE completed_at IS NOT NULL) paid USING (appointment_id)
      JOIN payments USING (payment_id)
     GROUP BY doctor_id, date, currency
  ), uncounted AS (
    DELETE FROM day_figures old USING days
     WHERE (old.doctor_id, old.date) = (days.doctor_id, days.date)
       AND NOT EXISTS (SELECT FROM counted now WHERE (now.doctor_id, now.date, now.status, now.ending)
                                                   = (old.doctor_id, old.date, old.status, old.ending))
  ), unearned AS (
    DELETE FROM day_revenue old USING days
     WHERE (old.doctor_id, old.date) = (days.doctor_id, days.date)
       AND NOT EXISTS (SELECT FROM earned now WHERE (now.doctor_id, now.date, now.currency)
                                                  = (old.doctor_id, old.date, old.currency))
  ), written AS (
    INSERT INTO day_revenue AS known (doctor_id, date, currency, received, refunded)
    SELECT doctor_id, date, currency, received, refunded FROM earned
    ON CONFLICT (date, doctor_id, currency) DO UPDATE SET received = excluded.received, refunded = excluded.refunded
     WHERE (known.received, known.refunded) <> (excluded.received, excluded.refunded)
  )
  INSERT INTO day_figures AS known (doctor_id, date, status, ending, appointments, held_minutes)
  SELECT doctor_id, date, status, ending, appointments, held_minutes FROM counted
  ON CONFLICT (date, doctor_id, status, ending) DO UPDATE
     SET appointments = excluded.appointments, held_minutes = excluded.held_minutes
   WHERE (known.appointments, known.held_minutes) <> (excluded.appointments, excluded.held_minutes)`;
