-- Up Migration

-- Lists and counts of what is in one state read nothing of the others, however many years of these there are.
DROP INDEX notify.letters_that_failed;
CREATE INDEX letters_of_a_state ON notify.letters (state, created_at, letter_id);
CREATE INDEX dead_letters_of_a_state ON messaging.dead_letters (state, died_at, dead_letter_id);
CREATE INDEX appointments_confirmed ON read.appointment_details (starts_at, appointment_id) WHERE status = 'CONFIRMED';
CREATE INDEX backups_drilled ON read.backup_details (drilled_at) WHERE drilled_at IS NOT NULL;

-- Down Migration

DROP INDEX read.backups_drilled, read.appointments_confirmed, messaging.dead_letters_of_a_state, notify.letters_of_a_state;
CREATE INDEX letters_that_failed ON notify.letters (created_at, letter_id) WHERE state = 'failed';
