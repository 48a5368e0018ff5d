-- Up Migration

-- Whether the account signs in with a second factor: its owner sees it, and an admin.
ALTER TABLE read.account_details ADD COLUMN second_factor boolean;

-- Down Migration

ALTER TABLE read.account_details DROP COLUMN second_factor;
