-- Up Migration

-- Whose account a key is kept for: erasing the account erases the keys of the people it looks after, in one transaction.
ALTER TABLE vault.person_keys
    ADD COLUMN keeper_id   uuid,
    -- SHA-256 of what stood in wrapped_key, once it is erased: says which key it was, and opens nothing.
    ADD COLUMN fingerprint text;
CREATE INDEX keys_kept_for ON vault.person_keys (keeper_id) WHERE keeper_id IS NOT NULL;
UPDATE vault.person_keys SET keeper_id = user_id FROM patients WHERE person_id = patient_id;

-- What people wrote and how visits were, beside the documented `feedback`.
CREATE TABLE read.feedback_details (
    feedback_id    uuid PRIMARY KEY,
    -- Either who wrote to the clinic,
    contact_id     uuid,
    -- or which visit was rated, and how.
    appointment_id uuid UNIQUE,
    doctor_id      uuid,
    patient_id     uuid,
    rating         smallint CHECK (rating BETWEEN 1 AND 5),
    given_at       timestamptz NOT NULL,
    position       bigint      NOT NULL,
    CHECK ((contact_id IS NULL) = (appointment_id IS NOT NULL)),
    CHECK ((appointment_id IS NULL) = (rating IS NULL))
);
CREATE INDEX feedback_by_time ON read.feedback_details (given_at, feedback_id) WHERE contact_id IS NOT NULL;
CREATE INDEX feedback_of_a_contact ON read.feedback_details (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX ratings_by_a_patient ON read.feedback_details (patient_id) WHERE patient_id IS NOT NULL;

-- Those who were erased: nothing of them is shown again, whatever comes late.
CREATE TABLE read.forgotten_contacts (contact_id uuid PRIMARY KEY);
ALTER TABLE read.patient_details ADD COLUMN erased_at timestamptz;

CREATE INDEX letters_of_an_account ON notify.letters (user_id, created_at, letter_id);

-- Down Migration

DROP INDEX notify.letters_of_an_account;
ALTER TABLE read.patient_details DROP COLUMN erased_at;
DROP TABLE read.forgotten_contacts, read.feedback_details;
ALTER TABLE vault.person_keys DROP COLUMN keeper_id, DROP COLUMN fingerprint;
