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

ALTER TABLE read.account_details ADD COLUMN email_verified_at timestamptz;

-- Patients an account looks after no more; their visits stay.
ALTER TABLE read.patient_details ADD COLUMN removed_at timestamptz;

-- Down Migration

ALTER TABLE read.account_details DROP COLUMN email_verified_at;
ALTER TABLE read.patient_details DROP COLUMN removed_at;

DROP SCHEMA throttle CASCADE;
DROP SCHEMA sessions CASCADE;
