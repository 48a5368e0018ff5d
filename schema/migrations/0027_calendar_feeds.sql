-- Up Migration

-- By which secret an account's visits are followed by a calendar: its digest alone, null once it is revoked.
CREATE TABLE read.calendar_feeds (
    user_id  uuid PRIMARY KEY,
    digest   text UNIQUE,
    made_at  timestamptz,
    position bigint NOT NULL
);

-- Down Migration

DROP TABLE read.calendar_feeds;
