import { backupId, drillId } from '../ids.ts';
import { asAdmin } from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { backupDecider, type FailBackup, type NoteDrill, type StartBackup, type SucceedBackup } from './decide.ts';
import type { BackupEvent } from './events.ts';

const id = backupId('00000000-0000-4000-8000-000000900001');
const [at, later] = ['2026-11-25T03:00:00.000Z', '2026-11-25T03:04:00.000Z'];
const { given } = specifying(backupDecider);

const start: StartBackup = { is: 'StartBackup', backupId: id, by: asAdmin, at };
const started: BackupEvent = { type: 'BackupStarted', data: { backupId: id, by: asAdmin, startedAt: at } };
const size = { events: 1_000, bytes: 50_000, seconds: 4 };
const succeed: SucceedBackup = { is: 'SucceedBackup', backupId: id, ...size, at: later };
const succeeded: BackupEvent = { type: 'BackupSucceeded', data: { backupId: id, ...size, succeededAt: later } };
const fail: FailBackup = { is: 'FailBackup', backupId: id, reason: 'the disk is full', at: later };
const failed: BackupEvent = {
  type: 'BackupFailed',
  data: { backupId: id, reason: 'the disk is full', failedAt: later },
};
const outcome = { drillId: drillId('00000000-0000-4000-8000-000000910001'), events: 1_000, tables: 30, seconds: 9 };
const drill: NoteDrill = { is: 'NoteDrill', backupId: id, ...outcome, differences: [], at: later };
const drilled: BackupEvent = {
  type: 'BackupDrilled',
  data: { backupId: id, ...outcome, differences: [], drilledAt: later },
};

describe('A backup', () => {
  it('is asked for once', () => {
    given().when(start).then(started);
    given(started, succeeded).when(start).thenNothing();
  });

  it('succeeds or fails, and what came first stands', () => {
    given(started).when(succeed).then(succeeded);
    given(started).when(fail).then(failed);
    given(started, succeeded).when(fail).thenNothing();
    given(started, failed).when(succeed).thenNothing();
  });

  it('has no outcome when nobody asked for it', () => {
    for (const command of [succeed, fail, drill]) given().when(command).thenNothing();
  });

  it('is drilled any number of times, and each is noted once', () => {
    given(started, succeeded).when(drill).then(drilled);
    const another = drillId('00000000-0000-4000-8000-000000910002');
    given(started, succeeded, drilled)
      .when({ ...drill, drillId: another })
      .then({ type: 'BackupDrilled', data: { ...drilled.data, drillId: another } } as BackupEvent);
  });
});
