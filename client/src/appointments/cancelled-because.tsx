import type { Appointment } from '../api/answers.ts';
import { bywords } from './bywords.ts';

export const CancelledBecause = ({ appointment: { cancelled } }: { appointment: Appointment }) =>
  cancelled && (
    <p className="quiet">
      Cancelled by {bywords[cancelled.by]}
      {cancelled.reason ? `: ${cancelled.reason}` : ''}
    </p>
  );
