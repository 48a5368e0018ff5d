-- Up Migration

-- By which event each part of what is shown was last changed (docs/adr/0025): answers are kept, and named to callers, under the
-- versions of the parts they were made of. A part that has no row was not changed since there is this table.
CREATE TABLE read.versions (
    part     text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 70);

-- The same of what is derived again and again, and so has no place in the log.
CREATE SEQUENCE availability.changes;
CREATE TABLE availability.versions (
    part    text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL
) WITH (fillfactor = 70);

-- Rises whenever the rows are others from one moment to the next: rows made anew may have the versions of the old ones.
ALTER TABLE projection.checkpoints ADD COLUMN generation integer NOT NULL DEFAULT 0;

-- Down Migration

ALTER TABLE projection.checkpoints DROP COLUMN generation;
DROP TABLE availability.versions;
DROP SEQUENCE availability.changes;
DROP TABLE read.versions;
