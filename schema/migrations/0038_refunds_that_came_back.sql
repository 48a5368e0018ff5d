-- Up Migration

-- What keeps a refund that is due, in the provider's words; and when it came back to the provider, after which it is left to the
-- clinic. The journal knows of refusals from before.
ALTER TABLE read.payment_details ADD COLUMN refund_refusal text, ADD COLUMN refund_came_back_at timestamptz;
UPDATE read.payment_details AS known
   SET refund_refusal = (
       SELECT data ->> 'because' FROM journal.events
        WHERE stream_name = 'payment-' || known.payment_id AND type = 'PaymentRefundRefused'
        ORDER BY revision DESC LIMIT 1)
 WHERE state = 'REFUND_DUE';

-- Down Migration

ALTER TABLE read.payment_details DROP COLUMN refund_refusal, DROP COLUMN refund_came_back_at;
