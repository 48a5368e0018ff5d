/**
 * Whose eyes an appointment is for: the account that looks after the patient, its doctor, admins and auditors. A condition
 * on `read.appointment_details`, over the parameters $2 (who asks) and $3 (their role). For everybody else it is not there.
 */
export const visible = `(user_id = $2 OR doctor_id = $2 OR $3 IN ('ADMIN', 'AUDITOR'))`;
