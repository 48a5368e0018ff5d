-- Up Migration

-- How often an admin had it sent again. Each has a message id of its own, or mail programs would hide it behind the first.
ALTER TABLE notify.letters ADD COLUMN resends integer NOT NULL DEFAULT 0 CHECK (resends >= 0);

-- The ledger is read from its end.
CREATE INDEX letters_by_time ON notify.letters (created_at, letter_id);
CREATE INDEX letters_that_failed ON notify.letters (created_at, letter_id) WHERE state = 'failed';

-- Down Migration

DROP INDEX notify.letters_that_failed, notify.letters_by_time;
ALTER TABLE notify.letters DROP COLUMN resends;
