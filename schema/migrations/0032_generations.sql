-- Up Migration

-- Begins anywhere, so that no two databases name their rows alike: what replicas share may outlive one of them.
ALTER TABLE projection.checkpoints
    ALTER COLUMN generation TYPE bigint,
    ALTER COLUMN generation SET DEFAULT floor(random() * 2 ^ 52);
UPDATE projection.checkpoints SET generation = DEFAULT;

-- Down Migration

ALTER TABLE projection.checkpoints ALTER COLUMN generation SET DEFAULT 0;
UPDATE projection.checkpoints SET generation = DEFAULT;
ALTER TABLE projection.checkpoints ALTER COLUMN generation TYPE integer;
