-- Up Migration

-- By what doctors are found and sorted.
ALTER TABLE read.doctor_search
    ADD COLUMN fee          numeric NOT NULL DEFAULT 0,
    ADD COLUMN started_year integer NOT NULL DEFAULT 0,
    ADD COLUMN languages    text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN gender       gender_type,
    ADD COLUMN ways         text[]  NOT NULL DEFAULT '{in-person}',
    -- How many visits were rated, and how on average.
    ADD COLUMN ratings      integer NOT NULL DEFAULT 0,
    ADD COLUMN rating       numeric(3, 2);
CREATE INDEX ratings_of_a_doctor ON read.feedback_details (doctor_id) INCLUDE (rating) WHERE doctor_id IS NOT NULL;
UPDATE read.doctor_search SET fee = d.consultation_fee, started_year = d.started_year
  FROM doctors d WHERE d.doctor_id = doctor_search.doctor_id;
UPDATE read.doctor_search SET ratings = of.ratings, rating = of.rating
  FROM (SELECT doctor_id, count(*) AS ratings, avg(rating) AS rating FROM read.feedback_details GROUP BY doctor_id) of
 WHERE of.doctor_id = doctor_search.doctor_id;

-- Whose calendar was changed, and by which event last.
CREATE TABLE read.calendars (
    doctor_id uuid PRIMARY KEY,
    position  bigint NOT NULL
) WITH (fillfactor = 70);
INSERT INTO read.calendars SELECT doctor_id, position FROM read.doctor_details;

-- What depends on the time of day as well, and so cannot be told from the log alone (docs/adr/0018): derived from the tables of
-- `read`, again and again, and never rebuilt.
CREATE SCHEMA availability;

CREATE TABLE availability.next_free (
    doctor_id uuid PRIMARY KEY,
    -- The next start at which any visit of theirs can be booked; null when there is none as far ahead as bookings go.
    starts_at timestamptz,
    -- When that may no longer be so.
    due_at    timestamptz NOT NULL,
    -- That of read.calendars from which it was derived.
    position  bigint      NOT NULL
) WITH (fillfactor = 70);

-- Down Migration

DROP SCHEMA availability CASCADE;
DROP TABLE read.calendars;
DROP INDEX read.ratings_of_a_doctor;
ALTER TABLE read.doctor_search
    DROP COLUMN fee, DROP COLUMN started_year, DROP COLUMN languages, DROP COLUMN gender, DROP COLUMN ways,
    DROP COLUMN ratings, DROP COLUMN rating;
