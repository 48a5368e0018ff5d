/**
 * Section 5.3 of the seed report, transcribed by hand: names, types, nullability, defaults and keys as they are printed there.
 * The printed table "User" is `app_users`, as its own foreign keys say.
 */
export type DocumentedColumn = {
  type: string;
  primaryKey?: true;
  notNull?: true;
  unique?: true;
  default?: string;
  references?: string;
  onDelete?: 'SET NULL';
};
export type DocumentedTable = Readonly<Record<string, DocumentedColumn>>;

export const enums = {
  appointment_status: ['PENDING', 'CONFIRMED', 'COMPLETED', 'CANCELLED', 'REQUESTED'],
  backup_status: ['SUCCESS', 'FAILURE', 'PENDING'],
  gender_type: ['MALE', 'FEMALE', 'OTHER'],
  payment_status: ['PENDING', 'COMPLETED', 'FAILED'],
  // The last one is ours, appended to the documented three.
  user_role: ['PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'],
} as const;

export const tables = {
  app_users: {
    user_id: { type: 'UUID', primaryKey: true },
    email: { type: 'VARCHAR(255)', notNull: true, unique: true },
    password: { type: 'VARCHAR(255)', notNull: true },
    role: { type: 'user_role', notNull: true },
    name: { type: 'VARCHAR(255)', notNull: true },
    created_at: { type: 'TIMESTAMP' },
    updated_at: { type: 'TIMESTAMP' },
  },
  patients: {
    patient_id: { type: 'UUID', primaryKey: true },
    user_id: { type: 'UUID', references: 'app_users(user_id)' },
    first_name: { type: 'VARCHAR(100)', notNull: true },
    last_name: { type: 'VARCHAR(100)', notNull: true },
    date_of_birth: { type: 'DATE', notNull: true },
    gender: { type: 'gender_type', notNull: true },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  doctors: {
    doctor_id: { type: 'UUID', primaryKey: true, references: 'app_users(user_id)' },
    specialization: { type: 'VARCHAR(100)', notNull: true },
    started_year: { type: 'INTEGER', notNull: true },
    consultation_fee: { type: 'NUMERIC(10,2)', notNull: true },
    about: { type: 'TEXT', notNull: true },
    image: { type: 'VARCHAR(255)', notNull: true },
    degree: { type: 'VARCHAR(255)', notNull: true },
    address: { type: 'VARCHAR(255)', notNull: true },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  payments: {
    payment_id: { type: 'UUID', primaryKey: true },
    amount: { type: 'NUMERIC(10,2)', notNull: true },
    payment_status: { type: 'payment_status', default: 'PENDING' },
    transaction_id: { type: 'VARCHAR(100)', notNull: true },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  appointments: {
    appointment_id: { type: 'UUID', primaryKey: true },
    patient_id: { type: 'UUID', notNull: true, references: 'patients(patient_id)' },
    user_id: { type: 'UUID', notNull: true, references: 'app_users(user_id)' },
    doctor_id: { type: 'UUID', notNull: true, references: 'doctors(doctor_id)' },
    payment_id: { type: 'UUID', references: 'payments(payment_id)', onDelete: 'SET NULL' },
    status: { type: 'appointment_status', default: 'PENDING' },
    notes: { type: 'TEXT' },
    date: { type: 'VARCHAR(255)', notNull: true },
    time: { type: 'VARCHAR(255)', notNull: true },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  archived_appointments: {
    appointment_id: { type: 'UUID', primaryKey: true },
    patient_id: { type: 'UUID', references: 'patients(patient_id)' },
    user_id: { type: 'UUID', references: 'app_users(user_id)' },
    doctor_id: { type: 'UUID', references: 'doctors(doctor_id)' },
    payment_id: { type: 'UUID', references: 'payments(payment_id)' },
    status: { type: 'appointment_status' },
    notes: { type: 'TEXT' },
    date: { type: 'VARCHAR(255)', notNull: true },
    time: { type: 'VARCHAR(255)', notNull: true },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  backup_logs: {
    backup_id: { type: 'UUID', primaryKey: true },
    backup_time: { type: 'TIMESTAMP', notNull: true },
    status: { type: 'backup_status', default: 'PENDING' },
    error_message: { type: 'TEXT' },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  feedback: {
    feedback_id: { type: 'UUID', primaryKey: true },
    comments: { type: 'TEXT' },
    email: { type: 'VARCHAR(255)' },
    name: { type: 'VARCHAR(100)' },
    created_at: { type: 'TIMESTAMP', notNull: true },
    updated_at: { type: 'TIMESTAMP', notNull: true },
  },
  unavailable_slots: {
    id: { type: 'UUID', primaryKey: true },
    doctor_id: { type: 'UUID', notNull: true, references: 'doctors(doctor_id)' },
    date: { type: 'DATE', notNull: true },
    start_time: { type: 'TIME', notNull: true },
    end_time: { type: 'TIME', notNull: true },
  },
} as const satisfies Record<string, DocumentedTable>;
