-- Up Migration

-- Beside the documented `payments`, which has no currency and knows of no refund: for which appointment of whom a payment is,
-- and how it stands. An appointment that was booked anew because the money came late has the payment of the one before.
CREATE TABLE read.payment_details (
    payment_id          uuid PRIMARY KEY,
    appointment_id      uuid        NOT NULL,
    doctor_id           uuid        NOT NULL,
    patient_id          uuid        NOT NULL,
    user_id             uuid        NOT NULL,
    currency            text        NOT NULL,
    state               text        NOT NULL
                        CHECK (state IN ('OPEN', 'FAILED', 'WITHDRAWN', 'COMPLETED', 'REFUND_DUE', 'REFUNDED')),
    -- Until when one may begin to pay.
    due_at              timestamptz,
    requested_at        timestamptz NOT NULL,
    completed_at        timestamptz,
    refund              numeric(10, 2),
    refund_because      text,
    refund_requested_at timestamptz,
    refunded_at         timestamptz,
    position            bigint      NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX payments_of_an_account ON read.payment_details (user_id, requested_at, payment_id);

-- Down Migration

DROP TABLE read.payment_details;
