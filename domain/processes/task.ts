import { assertNever } from '../assert-never.ts';
import type { BackupCommand } from '../backup/decide.ts';
import type { CalendarDate } from '../event.ts';
import type { AppointmentId, DoctorId, PatientId, PaymentId } from '../ids.ts';
import type { Claim } from '../patient-visits/events.ts';

/** What is looked at when its time has come. Plain values: it is kept in a queue until then. */
export type Task =
  | Readonly<{ is: 'ExpireAppointment'; appointmentId: AppointmentId; doctorId: DoctorId; date: CalendarDate }>
  | Readonly<{ is: 'SettleClaim'; claim: Claim }>
  | Readonly<{ is: 'SettleClosing'; patientId: PatientId }>
  | Readonly<{ is: 'SendRefund'; paymentId: PaymentId }>
  | Readonly<{ is: 'ClosePage'; paymentId: PaymentId; reference: string }>
  | Readonly<{
      is: 'ArchiveAppointments';
      doctorId: DoctorId;
      date: CalendarDate;
      appointmentIds: readonly AppointmentId[];
      keptDays: number;
    }>
  | Readonly<{ is: 'RecordBackup'; command: BackupCommand }>;

/**
 * Where tasks are kept until their time has come, and how many are taken at a time: whoever asks the write side for something
 * later puts it there. Work for others has a queue of its own, and so has what nobody waits for: nothing else waits for them.
 */
export const taskQueues = { schema: 'timers', atOnce: { processes: 20, payments: 1, archive: 20 } } as const;
type QueueName = keyof (typeof taskQueues)['atOnce'];

export const queueOf = ({ is }: Task): QueueName => {
  switch (is) {
    case 'ExpireAppointment':
    case 'SettleClaim':
    case 'SettleClosing':
      return 'processes';
    case 'SendRefund':
    case 'ClosePage':
      return 'payments';
    case 'ArchiveAppointments':
    case 'RecordBackup':
      return 'archive';
    default:
      return assertNever(is);
  }
};
