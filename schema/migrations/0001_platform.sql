-- Up Migration

CREATE SCHEMA projection;

-- How far each projection has read the log. Moves in the transaction that writes its rows.
CREATE TABLE projection.checkpoints (
    name             text PRIMARY KEY,
    -- Null until the first event: the projection starts at the beginning of the log.
    commit_position  numeric(20) CHECK (commit_position >= 0),
    prepare_position numeric(20) CHECK (prepare_position >= 0),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CHECK ((commit_position IS NULL) = (prepare_position IS NULL))
);

CREATE SCHEMA vault;

-- One data key per person, wrapped by a master key that is not in this database.
CREATE TABLE vault.person_keys (
    person_id     uuid PRIMARY KEY,
    -- Null once the person is erased. The row stays, so that no new key is ever made for them.
    wrapped_key   bytea,
    master_key_id text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    erased_at     timestamptz,
    CHECK ((wrapped_key IS NULL) = (erased_at IS NOT NULL))
);

-- Down Migration

DROP SCHEMA vault CASCADE;
DROP SCHEMA projection CASCADE;
