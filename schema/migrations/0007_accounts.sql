-- Up Migration

-- Sign-ins, for those who look after their own. Written by the projection `sessions`.
CREATE SCHEMA sessions;

CREATE TABLE sessions.sessions (
    session_id uuid PRIMARY KEY,
    user_id    uuid        NOT NULL,
    era        integer     NOT NULL,
    -- Device and network, sealed with the key of the person as in the log: opened for them alone, when they ask.
    sealed     jsonb       NOT NULL,
    started_at timestamptz NOT NULL,
    used_at    timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    ended_at   timestamptz,
    -- Of the last event the row has seen: an event that comes again changes nothing.
    position   bigint      NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX sessions_of_an_account ON sessions.sessions (user_id, started_at, session_id) WHERE ended_at IS NULL;

-- Sessions of an earlier era of their account are over.
CREATE TABLE sessions.eras (
    user_id uuid PRIMARY KEY,
    era     integer NOT NULL
);

-- How often somebody tried, under keyed hashes. As the library rate-limiter-flexible wants it.
CREATE SCHEMA throttle;

CREATE TABLE throttle.tries (
    key    varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
);

ALTER TABLE read.account_details
    ADD COLUMN email_verified_at timestamptz,
    -- Null until somebody deactivates the account, or activates it again.
    ADD COLUMN active boolean;

-- Letters about an account are asked for, not made of the place of an event.
ALTER TABLE notify.letters
    ALTER appointment_id DROP NOT NULL,
    ADD COLUMN request_id uuid,
    DROP CONSTRAINT letters_kind_check,
    ADD CONSTRAINT letters_kind_check
        CHECK (kind IN ('confirmation', 'cancellation', 'verification', 'reset', 'invitation')),
    ADD CONSTRAINT letters_about_one_thing CHECK ((appointment_id IS NULL) <> (request_id IS NULL)),
    ADD CONSTRAINT letters_asked_for_once UNIQUE (request_id, kind, channel);

-- Patients an account looks after no more; their visits stay.
ALTER TABLE read.patient_details ADD COLUMN removed_at timestamptz;

-- Down Migration

DELETE FROM notify.letters WHERE request_id IS NOT NULL;
ALTER TABLE notify.letters
    DROP CONSTRAINT letters_asked_for_once,
    DROP CONSTRAINT letters_about_one_thing,
    DROP CONSTRAINT letters_kind_check,
    ADD CONSTRAINT letters_kind_check CHECK (kind IN ('confirmation', 'cancellation')),
    DROP COLUMN request_id,
    ALTER appointment_id SET NOT NULL;
ALTER TABLE read.account_details DROP COLUMN email_verified_at, DROP COLUMN active;
ALTER TABLE read.patient_details DROP COLUMN removed_at;

DROP SCHEMA throttle CASCADE;
DROP SCHEMA sessions CASCADE;
