-- Up Migration

-- The event at the checkpoint: its id, stream and revision. A log in which another one stands there was restored from an older copy.
ALTER TABLE projection.checkpoints ADD COLUMN mark jsonb;

-- Down Migration

ALTER TABLE projection.checkpoints DROP COLUMN mark;
