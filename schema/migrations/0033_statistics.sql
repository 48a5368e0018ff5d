-- Up Migration

-- What a doctor's day came to, by the date of that day: counted anew from the rows of its appointments and payments whenever
-- one of them changes, so that statistics of any number of days read a few rows a day.
CREATE TABLE read.day_figures (
    doctor_id    uuid               NOT NULL,
    date         date               NOT NULL,
    status       appointment_status NOT NULL,
    -- Empty while it has not ended without a visit.
    ending       text               NOT NULL,
    appointments integer            NOT NULL,
    -- Of those that hold their time.
    held_minutes integer            NOT NULL,
    PRIMARY KEY (date, doctor_id, status, ending)
);

-- By the date of the visit that was paid in advance.
CREATE TABLE read.day_revenue (
    doctor_id uuid           NOT NULL,
    date      date           NOT NULL,
    currency  text           NOT NULL,
    received  numeric(14, 2) NOT NULL,
    refunded  numeric(14, 2) NOT NULL,
    PRIMARY KEY (date, doctor_id, currency)
);
CREATE INDEX payments_of_an_appointment ON read.payment_details (appointment_id);

INSERT INTO read.day_figures
SELECT doctor_id, date, status, coalesce(ending, ''), count(*),
       coalesce(sum(extract(epoch FROM ends_at - starts_at) / 60) FILTER (WHERE holds_slot), 0)
  FROM read.appointment_details WHERE status IS NOT NULL GROUP BY doctor_id, date, status, coalesce(ending, '');

INSERT INTO read.day_revenue
SELECT visit.doctor_id, date, currency, sum(amount), coalesce(sum(refund) FILTER (WHERE refunded_at IS NOT NULL), 0)
  FROM read.payment_details JOIN payments USING (payment_id) JOIN read.appointment_details visit USING (appointment_id)
 WHERE completed_at IS NOT NULL GROUP BY visit.doctor_id, date, currency;

-- Down Migration

DROP INDEX read.payments_of_an_appointment;
DROP TABLE read.day_revenue, read.day_figures;
