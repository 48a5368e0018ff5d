import type { BackupEvent } from '@careconnect/domain/backup/events.ts';
import { backupId, drillId } from '@careconnect/domain/ids.ts';
import { asAdmin } from '@careconnect/domain/spec/clinic.ts';
import { projecting } from '../spec/projecting.ts';
import { projectClinic } from './clinic.ts';

const one = backupId('00000000-0000-4000-8000-000000900001');
const other = backupId('00000000-0000-4000-8000-000000900002');
const [at, later, last] = ['2026-11-25T03:00:00.000Z', '2026-11-25T03:04:00.000Z', '2026-11-29T04:00:00.000Z'];
const started = (id = one): BackupEvent => ({
  type: 'BackupStarted',
  data: { backupId: id, by: asAdmin, startedAt: at },
});
const succeeded: BackupEvent = {
  type: 'BackupSucceeded',
  data: { backupId: one, events: 1_000, bytes: 5_000_000_000, seconds: 240, succeededAt: later },
};
const failed: BackupEvent = {
  type: 'BackupFailed',
  data: { backupId: other, reason: 'the disk is full', failedAt: later },
};
const drilled: BackupEvent = {
  type: 'BackupDrilled',
  data: {
    ...{
      drillId: drillId('00000000-0000-4000-8000-000000910001'),
      backupId: one,
      events: 1_000,
      tables: 30,
      seconds: 9,
    },
    ...{ differences: ['read.doctor_details'], drilledAt: last },
  },
};

describe('Backups, projected', () => {
  const { given } = projecting(
    ['public', 'read'],
    projectClinic(() => {}),
  );

  it('are kept as documented, and beside it what more there is to know', () =>
    given(started(), started(other))
      .when(succeeded, failed, drilled)
      .then({
        backup_logs: [
          {
            ...{ backup_id: one, backup_time: '2026-11-25T03:00:00', status: 'SUCCESS', error_message: null },
            ...{ created_at: '2026-11-25T03:00:00', updated_at: '2026-11-29T04:00:00' },
          },
          {
            ...{ backup_id: other, backup_time: '2026-11-25T03:00:00', status: 'FAILURE' },
            ...{
              error_message: 'the disk is full',
              created_at: '2026-11-25T03:00:00',
              updated_at: '2026-11-25T03:04:00',
            },
          },
        ],
        'read.backup_details': [
          {
            ...{ backup_id: one, asked_by: asAdmin, finished_at: '2026-11-25T03:04:00+00:00', events: 1_000 },
            ...{ bytes: 5_000_000_000, seconds: 240, drill_seconds: 9, differences: ['read.doctor_details'] },
          },
          {
            ...{ backup_id: other, asked_by: asAdmin, finished_at: '2026-11-25T03:04:00+00:00', events: null },
            ...{ bytes: null, seconds: null, drill_seconds: null, differences: null },
          },
        ],
      }));

  it('are pending until there is an outcome', () =>
    given()
      .when(started())
      .then({ backup_logs: [{ backup_id: one, status: 'PENDING', error_message: null }] }));
});
