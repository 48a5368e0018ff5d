-- Up Migration

CREATE TYPE messaging.dead_letter_state AS ENUM ('waiting', 'replayed', 'dismissed');

-- Messages that were given up, out of the dead-letter queues of the broker: what became of each, and who decided it.
CREATE TABLE messaging.dead_letters (
    dead_letter_id  uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- Where it died, and where it goes when it is replayed.
    queue           text NOT NULL,
    message_id      text NOT NULL,
    routing_key     text NOT NULL,
    -- The stream that it tells of; null when it is no message of ours.
    subject         text,
    -- As it was sent. Nothing personal is sent.
    content         text NOT NULL,
    attempts        integer NOT NULL,
    -- Kind of the error.
    reason          text NOT NULL,
    died_at         timestamptz NOT NULL DEFAULT now(),
    state           messaging.dead_letter_state NOT NULL DEFAULT 'waiting',
    -- The admin's account.
    decided_by      uuid,
    decided_at      timestamptz,
    note            text,
    CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);

-- The broker may hand it over twice. Once replayed it may die anew.
CREATE UNIQUE INDEX dead_letters_that_wait ON messaging.dead_letters (queue, message_id) WHERE state = 'waiting';
CREATE INDEX dead_letters_by_time ON messaging.dead_letters (died_at, dead_letter_id);

-- Down Migration

DROP TABLE messaging.dead_letters;
DROP TYPE messaging.dead_letter_state;
