-- Up Migration

-- By whatever auditors ask for, in the order of the log. Who asks for several is served by the narrowest of them.
CREATE INDEX events_of_an_actor ON journal.events (actor_id, commit_position, prepare_position) WHERE actor_id IS NOT NULL;
CREATE INDEX events_of_a_role ON journal.events (actor_role, commit_position, prepare_position);
CREATE INDEX events_of_a_type ON journal.events (type, commit_position, prepare_position);
CREATE INDEX events_of_a_cause ON journal.events (correlation_id);
CREATE INDEX events_by_time ON journal.events (recorded_at);

-- Most events name a doctor: found by the days they lie on, whose streams are called after the doctor, and not among all
-- that is about anybody.
CREATE INDEX events_of_a_doctor ON journal.events (substr(stream_name, 11, 36), commit_position, prepare_position)
    WHERE category = 'doctorDay';

-- Down Migration

DROP INDEX journal.events_of_an_actor, journal.events_of_a_role, journal.events_of_a_type, journal.events_of_a_cause,
           journal.events_by_time, journal.events_of_a_doctor;
