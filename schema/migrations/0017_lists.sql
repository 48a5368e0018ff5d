-- Up Migration

-- What admins list accounts by; beside `app_users`, which has no index of its own (docs/adr/0003).
ALTER TABLE read.account_details
    ADD COLUMN role          user_role,
    ADD COLUMN registered_at timestamptz;
UPDATE read.account_details details SET role = a.role, registered_at = a.created_at AT TIME ZONE 'UTC'
  FROM app_users a WHERE a.user_id = details.user_id;
CREATE INDEX accounts_by_time ON read.account_details (registered_at, user_id);
CREATE INDEX accounts_of_a_role ON read.account_details (role, registered_at, user_id);

-- What lists and counts of appointments choose by. Few wait at a time; of the others any stretch of time holds many.
ALTER TABLE read.appointment_details ADD COLUMN status appointment_status;
UPDATE read.appointment_details details SET status = a.status
  FROM (SELECT appointment_id, status FROM appointments UNION ALL SELECT appointment_id, status FROM archived_appointments) a
 WHERE a.appointment_id = details.appointment_id;
CREATE INDEX appointments_by_time ON read.appointment_details (starts_at, appointment_id);
CREATE INDEX appointments_waiting ON read.appointment_details (starts_at, appointment_id)
    WHERE status IN ('REQUESTED', 'PENDING');

-- Down Migration

DROP INDEX read.appointments_waiting, read.appointments_by_time;
ALTER TABLE read.appointment_details DROP COLUMN status;
DROP INDEX read.accounts_of_a_role, read.accounts_by_time;
ALTER TABLE read.account_details DROP COLUMN role, DROP COLUMN registered_at;
