-- Up Migration

-- How each projection fares, as the process that owns it told last. Whoever tells no more, owns it no more.
CREATE TABLE projection.told (
    name        text PRIMARY KEY,
    state       text NOT NULL,
    -- Why it tries again or has stopped; names the event, never its data.
    problem     text,
    -- Null while unknown.
    lag_seconds double precision,
    told_at     timestamptz NOT NULL
);

-- Down Migration

DROP TABLE projection.told;
