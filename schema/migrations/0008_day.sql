-- Up Migration

-- How an appointment ended, what is paid back of it, until when it waits for an answer or a payment, and what came of the visit.
ALTER TABLE read.appointment_details
    ADD COLUMN ending          text CHECK (ending IN ('cancelled', 'rejected', 'expired', 'did-not-show')),
    ADD COLUMN refund_percent  integer CHECK (refund_percent BETWEEN 0 AND 100),
    ADD COLUMN expires_at      timestamptz,
    -- Why staff set the rules aside.
    ADD COLUMN override_reason text,
    ADD COLUMN checked_in_at   timestamptz,
    ADD COLUMN doctor_notes    text;

-- Beside `unavailable_slots`, which has a row while the time is blocked.
CREATE TABLE read.block_details (
    id        uuid PRIMARY KEY,
    doctor_id uuid        NOT NULL,
    date      date        NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    reason    text,
    removed   boolean     NOT NULL,
    position  bigint      NOT NULL
);
CREATE INDEX blocks_of_a_day ON read.block_details (doctor_id, date) WHERE NOT removed;

-- Down Migration

DROP TABLE read.block_details;
ALTER TABLE read.appointment_details
    DROP COLUMN ending, DROP COLUMN refund_percent, DROP COLUMN expires_at, DROP COLUMN override_reason,
    DROP COLUMN checked_in_at, DROP COLUMN doctor_notes;
