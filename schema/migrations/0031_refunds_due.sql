-- Up Migration

-- Few at any time, among all payments there ever were.
CREATE INDEX refunds_due ON read.payment_details (refund_requested_at, payment_id) WHERE state = 'REFUND_DUE';

-- Down Migration

DROP INDEX read.refunds_due;
