-- Up Migration

CREATE SCHEMA notify;

CREATE TYPE notify.letter_state AS ENUM ('due', 'sent', 'failed', 'skipped');

-- Every letter there is reason for, and what became of it. Holds no personal data: names and addresses are asked for when
-- the letter is written.
CREATE TABLE notify.letters (
    -- Made of the four below, so that the message id of a letter sent twice is the same.
    letter_id       uuid PRIMARY KEY,
    appointment_id  uuid NOT NULL,
    -- Of the event that is the reason, in its stream.
    revision        bigint NOT NULL CHECK (revision >= 0),
    kind            text NOT NULL CHECK (kind IN ('confirmation', 'cancellation')),
    channel         text NOT NULL CHECK (channel IN ('email')),
    -- The account that is written to.
    user_id         uuid NOT NULL,
    -- Of the event in the log: the read models are asked once they have passed it.
    position        text NOT NULL,
    -- What the event said: whose visit, when, by whom.
    event           jsonb NOT NULL,
    correlation_id  uuid NOT NULL,
    state           notify.letter_state NOT NULL DEFAULT 'due',
    tries           integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    -- Not tried before this.
    due_at          timestamptz NOT NULL DEFAULT now(),
    -- Why it was put off, failed or skipped.
    reason          text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    settled_at      timestamptz,
    UNIQUE (appointment_id, revision, kind, channel),
    CHECK ((state = 'due') = (settled_at IS NULL)),
    CHECK (state NOT IN ('failed', 'skipped') OR reason IS NOT NULL)
);

CREATE INDEX letters_due ON notify.letters (due_at) WHERE state = 'due';
CREATE INDEX letters_of_appointment ON notify.letters (appointment_id, created_at);

-- Down Migration

DROP SCHEMA notify CASCADE;
