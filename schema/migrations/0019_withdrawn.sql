-- Up Migration

-- Since when nobody may read what a projection wrote: it tells of events that are in the log no more. Null again once it is rebuilt.
ALTER TABLE projection.checkpoints ADD COLUMN withdrawn_at timestamptz;

-- Down Migration

ALTER TABLE projection.checkpoints DROP COLUMN withdrawn_at;
