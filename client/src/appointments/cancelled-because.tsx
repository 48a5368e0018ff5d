import type { Role } from '@careconnect/domain/user/events.ts';
import type { Appointment } from '../api/answers.ts';

export const roleNames: Record<Role, string> = {
  PATIENT: 'the patient',
  DOCTOR: 'the doctor',
  ADMIN: 'the practice',
  AUDITOR: 'an auditor',
};

export const CancelledBecause = ({ appointment: { cancelled } }: { appointment: Appointment }) =>
  cancelled && (
    <p className="quiet">
      Cancelled by {roleNames[cancelled.by]}
      {cancelled.reason ? `: ${cancelled.reason}` : ''}
    </p>
  );
