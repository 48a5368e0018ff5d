-- Up Migration

-- Whether anything is to come of an appointment, and since when it stands in `archived_appointments`.
ALTER TABLE read.appointment_details
    ADD COLUMN closed      boolean NOT NULL DEFAULT false,
    ADD COLUMN archived_at timestamptz;
UPDATE read.appointment_details SET closed = true
  FROM appointments a WHERE a.appointment_id = appointment_details.appointment_id AND status IN ('COMPLETED', 'CANCELLED');
CREATE INDEX appointments_to_archive ON read.appointment_details (ends_at, appointment_id)
    WHERE closed AND archived_at IS NULL;

-- Down Migration

DROP INDEX read.appointments_to_archive;
ALTER TABLE read.appointment_details DROP COLUMN closed, DROP COLUMN archived_at;
