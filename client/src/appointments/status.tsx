import type { AppointmentStatus } from '@careconnect/domain/day/events.ts';

export const statusNames: Record<AppointmentStatus, string> = {
  REQUESTED: 'Requested',
  PENDING: 'Awaiting payment',
  CONFIRMED: 'Confirmed',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
};

export const Status = ({ status }: { status: AppointmentStatus }) => (
  <span className={`status status-${status.toLowerCase()}`}>{statusNames[status]}</span>
);
