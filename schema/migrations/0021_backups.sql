-- Up Migration

-- Beside `backup_logs`: who asked, what all of it came to, and how the last restore of it beside the live system ended.
CREATE TABLE read.backup_details (
    backup_id     uuid PRIMARY KEY,
    started_at    timestamptz NOT NULL,
    asked_by      jsonb,
    finished_at   timestamptz,
    events        bigint,
    bytes         bigint,
    seconds       integer,
    drilled_at    timestamptz,
    drill_seconds integer,
    -- What was not the same; empty when all was.
    differences   text[],
    position      bigint NOT NULL
);
CREATE INDEX backups_by_time ON read.backup_details (started_at, backup_id);

-- What the archiver has heard of and not yet done: one process does it, one thing after another.
CREATE SCHEMA archiver;
CREATE TABLE archiver.work (
    -- Of the backup, or of whatever asked for it.
    work_id    uuid PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('backup', 'vault', 'drill')),
    created_at timestamptz NOT NULL DEFAULT now(),
    done_at    timestamptz
);
CREATE INDEX work_to_do ON archiver.work (created_at, work_id) WHERE done_at IS NULL;

-- Down Migration

DROP SCHEMA archiver CASCADE;
DROP TABLE read.backup_details;
