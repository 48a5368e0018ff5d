-- Up Migration

-- That of the last event of the doctor's stream which the row has seen: commands may name it as their condition
-- (docs/adr/0014). Null until the row sees its next event, or is rebuilt.
ALTER TABLE read.doctor_details ADD COLUMN revision bigint;

-- Down Migration

ALTER TABLE read.doctor_details DROP COLUMN revision;
