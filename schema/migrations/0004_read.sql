-- Up Migration

-- What the queries need beyond the documented tables (docs/adr/0003). Written by the projection `clinic`, in the transaction
-- that writes those. Every `position` is that of the last event the row has seen: an event that comes again changes nothing.

CREATE SCHEMA read;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA read;

CREATE TABLE read.account_details (
    user_id  uuid PRIMARY KEY,
    position bigint NOT NULL
);

CREATE TABLE read.patient_details (
    patient_id uuid PRIMARY KEY,
    user_id    uuid        NOT NULL,
    added_at   timestamptz NOT NULL,
    position   bigint      NOT NULL
);
CREATE INDEX patients_of_an_account ON read.patient_details (user_id, added_at, patient_id);

CREATE TABLE read.doctor_details (
    doctor_id uuid PRIMARY KEY,
    -- As the domain types them: DoctorProfile (null until onboarded) and Schedule.
    profile   jsonb,
    schedule  jsonb  NOT NULL,
    position  bigint NOT NULL
);

-- Text as people search it: lower case, accents off.
CREATE FUNCTION read.plain(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(normalize(lower($1), NFKD), '[\u0300-\u036f]', '', 'g');

-- Every typed word begins a word of what is searched.
CREATE FUNCTION read.words_asked(text) RETURNS tsquery LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN (SELECT string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery
          FROM unnest(to_tsvector('simple', read.plain($1))));

CREATE TABLE read.doctor_search (
    doctor_id      uuid PRIMARY KEY,
    specialization text COLLATE "C" NOT NULL,
    sort_key       text COLLATE "C" NOT NULL,
    words          tsvector NOT NULL
);
CREATE INDEX doctors_by_name ON read.doctor_search (sort_key, doctor_id);
CREATE INDEX doctors_by_specialization ON read.doctor_search (specialization, sort_key, doctor_id);
CREATE INDEX doctors_by_words ON read.doctor_search USING gin (words);

CREATE TABLE read.appointment_details (
    appointment_id uuid PRIMARY KEY,
    doctor_id      uuid        NOT NULL,
    patient_id     uuid        NOT NULL,
    user_id        uuid        NOT NULL,
    -- In the doctor's zone.
    date           date        NOT NULL,
    zone           text        NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    holds_slot     boolean     NOT NULL,
    visit_type     jsonb,
    policy         jsonb,
    cancelled_by   jsonb,
    cancelled_at   timestamptz,
    cancel_reason  text,
    position       bigint      NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX appointments_of_an_account ON read.appointment_details (user_id, starts_at, appointment_id);
CREATE INDEX appointments_of_a_day ON read.appointment_details (doctor_id, date, starts_at, appointment_id);

-- The times that appointments hold. Two of one doctor never overlap; one that would is told to read.alarms instead.
CREATE TABLE read.held_times (
    appointment_id uuid PRIMARY KEY,
    doctor_id      uuid      NOT NULL,
    during         tstzrange NOT NULL,
    CONSTRAINT never_two_at_once EXCLUDE USING gist (doctor_id WITH =, during WITH &&)
);

-- Facts that break a promise of the write side. They are projected all the same; this says that somebody must look.
CREATE TABLE read.alarms (
    kind    text NOT NULL CHECK (kind IN ('overlap', 'email-taken', 'unknown-account', 'unknown-patient', 'unknown-doctor')),
    subject uuid NOT NULL,
    -- Whom it collides with.
    others  uuid[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (kind, subject)
);

-- ISO 8601 with Z, as everywhere outside the database.
CREATE FUNCTION read.iso(timestamptz) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- Down Migration

DROP SCHEMA read CASCADE;
