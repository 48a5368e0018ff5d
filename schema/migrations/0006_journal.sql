-- Up Migration

CREATE SCHEMA journal;

-- Every event, once, in the order of the log. `data` and `metadata` are json, not jsonb: they stay as they were written, so the
-- chain of hashes can be proved from here; personal fields stay sealed.
CREATE TABLE journal.events (
    commit_position  bigint NOT NULL,
    prepare_position bigint NOT NULL,
    stream_name      text   NOT NULL,
    category         text   NOT NULL,
    revision         bigint NOT NULL,
    event_id         uuid   NOT NULL,
    type             text   NOT NULL,
    -- Null when no person acted.
    actor_id         text,
    actor_role       text,
    correlation_id   text,
    causation_id     text,
    recorded_at      timestamptz,
    imported         boolean NOT NULL,
    -- Every id its data names.
    subjects         uuid[] NOT NULL,
    data             json   NOT NULL,
    metadata         json   NOT NULL,
    PRIMARY KEY (commit_position, prepare_position)
);
CREATE INDEX events_of_a_stream ON journal.events (stream_name, revision);
CREATE INDEX events_about ON journal.events USING gin (subjects);

-- Down Migration

DROP SCHEMA journal CASCADE;
