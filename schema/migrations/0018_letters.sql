-- Up Migration

-- What somebody wants to be written, as the domain types it: LetterPreferences. Null is the usual.
ALTER TABLE read.account_details ADD COLUMN letters jsonb;

-- An appointment that moves has events in several streams, and several people hear of one event: the id of a letter is made of
-- all that it is about, and is the one name that must be unique.
ALTER TABLE notify.letters
    DROP CONSTRAINT letters_kind_check,
    DROP CONSTRAINT letters_channel_check,
    DROP CONSTRAINT letters_appointment_id_revision_kind_channel_key,
    DROP CONSTRAINT letters_asked_for_once,
    -- The stream of the event that is the reason.
    ADD COLUMN stream         text NOT NULL DEFAULT '',
    -- Of a reminder: how long before the visit.
    ADD COLUMN offset_minutes integer;
ALTER TABLE notify.letters ALTER stream DROP DEFAULT;

-- Down Migration

ALTER TABLE notify.letters DROP COLUMN stream, DROP COLUMN offset_minutes,
    ADD CONSTRAINT letters_asked_for_once UNIQUE (request_id, kind, channel);
ALTER TABLE read.account_details DROP COLUMN letters;
