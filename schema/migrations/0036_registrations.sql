-- Up Migration

-- How many accounts were made on a day, by UTC, and how many there were at its end, for statistics: a day on which none was
-- made has no row. Accounts stay counted when they are closed or erased.
CREATE TABLE read.registrations (
    role       user_role NOT NULL,
    date       date      NOT NULL,
    registered integer   NOT NULL,
    total      integer   NOT NULL,
    PRIMARY KEY (role, date)
);

INSERT INTO read.registrations
SELECT role, date, count(*), sum(count(*)) OVER (PARTITION BY role ORDER BY date)
  FROM read.account_details, LATERAL (SELECT (registered_at AT TIME ZONE 'UTC')::date AS date) day
 WHERE registered_at IS NOT NULL GROUP BY role, date;

-- Down Migration

DROP TABLE read.registrations;
