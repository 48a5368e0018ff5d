-- Up Migration

-- The documented schema, exactly as documented (documented.ts is its transcription, check.ts compares). Every timestamp is
-- UTC. Nothing is added here: whatever else is needed stands in schemas of its own (docs/adr/0003).

CREATE TYPE appointment_status AS ENUM ('PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED', 'REQUESTED');
CREATE TYPE backup_status      AS ENUM ('SUCCESS', 'FAILURE', 'PENDING');
CREATE TYPE gender_type        AS ENUM ('MALE', 'FEMALE', 'OTHER');
CREATE TYPE payment_status     AS ENUM ('PENDING', 'COMPLETED', 'FAILED');
-- AUDITOR is ours, appended to the documented three.
CREATE TYPE user_role          AS ENUM ('PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR');

CREATE TABLE app_users (
    user_id    uuid PRIMARY KEY,
    email      varchar(255) NOT NULL UNIQUE,
    password   varchar(255) NOT NULL,
    role       user_role    NOT NULL,
    name       varchar(255) NOT NULL,
    created_at timestamp,
    updated_at timestamp
);

CREATE TABLE patients (
    patient_id    uuid PRIMARY KEY,
    user_id       uuid REFERENCES app_users (user_id),
    first_name    varchar(100) NOT NULL,
    last_name     varchar(100) NOT NULL,
    date_of_birth date         NOT NULL,
    gender        gender_type  NOT NULL,
    created_at    timestamp    NOT NULL,
    updated_at    timestamp    NOT NULL
);

CREATE TABLE doctors (
    doctor_id        uuid PRIMARY KEY REFERENCES app_users (user_id),
    specialization   varchar(100)   NOT NULL,
    started_year     integer        NOT NULL,
    consultation_fee numeric(10, 2) NOT NULL,
    about            text           NOT NULL,
    image            varchar(255)   NOT NULL,
    degree           varchar(255)   NOT NULL,
    address          varchar(255)   NOT NULL,
    created_at       timestamp      NOT NULL,
    updated_at       timestamp      NOT NULL
);

CREATE TABLE payments (
    payment_id     uuid PRIMARY KEY,
    amount         numeric(10, 2) NOT NULL,
    payment_status payment_status DEFAULT 'PENDING',
    transaction_id varchar(100)   NOT NULL,
    created_at     timestamp      NOT NULL,
    updated_at     timestamp      NOT NULL
);

CREATE TABLE appointments (
    appointment_id uuid PRIMARY KEY,
    patient_id     uuid NOT NULL REFERENCES patients (patient_id),
    user_id        uuid NOT NULL REFERENCES app_users (user_id),
    doctor_id      uuid NOT NULL REFERENCES doctors (doctor_id),
    payment_id     uuid REFERENCES payments (payment_id) ON DELETE SET NULL,
    status         appointment_status DEFAULT 'PENDING',
    notes          text,
    date           varchar(255) NOT NULL,
    time           varchar(255) NOT NULL,
    created_at     timestamp    NOT NULL,
    updated_at     timestamp    NOT NULL
);

CREATE TABLE archived_appointments (
    appointment_id uuid PRIMARY KEY,
    patient_id     uuid REFERENCES patients (patient_id),
    user_id        uuid REFERENCES app_users (user_id),
    doctor_id      uuid REFERENCES doctors (doctor_id),
    payment_id     uuid REFERENCES payments (payment_id),
    status         appointment_status,
    notes          text,
    date           varchar(255) NOT NULL,
    time           varchar(255) NOT NULL,
    created_at     timestamp    NOT NULL,
    updated_at     timestamp    NOT NULL
);

CREATE TABLE backup_logs (
    backup_id     uuid PRIMARY KEY,
    backup_time   timestamp NOT NULL,
    status        backup_status DEFAULT 'PENDING',
    error_message text,
    created_at    timestamp NOT NULL,
    updated_at    timestamp NOT NULL
);

CREATE TABLE feedback (
    feedback_id uuid PRIMARY KEY,
    comments    text,
    email       varchar(255),
    name        varchar(100),
    created_at  timestamp NOT NULL,
    updated_at  timestamp NOT NULL
);

CREATE TABLE unavailable_slots (
    id         uuid PRIMARY KEY,
    doctor_id  uuid NOT NULL REFERENCES doctors (doctor_id),
    date       date NOT NULL,
    start_time time NOT NULL,
    end_time   time NOT NULL
);

-- Down Migration

DROP TABLE unavailable_slots, feedback, backup_logs, archived_appointments, appointments, payments, doctors, patients,
           app_users;
DROP TYPE user_role, payment_status, gender_type, backup_status, appointment_status;
