-- Up Migration

-- Which reminders of a visit are still to come. Derived anew whenever the visit or the wishes of its patient change.
CREATE TABLE notify.reminders (
    appointment_id uuid        NOT NULL,
    -- How long before the visit it was asked for,
    minutes        integer     NOT NULL,
    -- and when it is sent.
    at             timestamptz NOT NULL,
    job_id         uuid        NOT NULL,
    PRIMARY KEY (appointment_id, minutes)
);

-- Down Migration

DROP TABLE notify.reminders;
