-- Up Migration

-- What patients do names their doctor too, and is about the patients: apart from the rest, so that what is about a doctor is found
-- without all of their visits.
DROP INDEX journal.events_about;
CREATE INDEX events_about_visits ON journal.events USING gin (subjects)
    WHERE category IN ('doctorDay', 'patientVisits', 'payment', 'feedback');
CREATE INDEX events_about_others ON journal.events USING gin (subjects)
    WHERE category NOT IN ('doctorDay', 'patientVisits', 'payment', 'feedback') OR type IN ('TimeBlocked', 'TimeUnblocked');

-- Down Migration

DROP INDEX journal.events_about_others, journal.events_about_visits;
CREATE INDEX events_about ON journal.events USING gin (subjects);
