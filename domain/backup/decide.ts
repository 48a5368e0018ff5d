import { assertNever } from '../assert-never.ts';
import type { By } from '../day/events.ts';
import type { Instant } from '../event.ts';
import type { BackupId, DrillId } from '../ids.ts';
import type { BackupDrilled, BackupEvent } from './events.ts';

export type Backup = Readonly<{ is: 'Unknown' | 'Started' | 'Succeeded' | 'Failed'; drills: ReadonlySet<DrillId> }>;

export type StartBackup = Readonly<{ is: 'StartBackup'; backupId: BackupId; by: By; at: Instant }>;
export type SucceedBackup = Readonly<{
  is: 'SucceedBackup';
  backupId: BackupId;
  events: number;
  bytes: number;
  seconds: number;
  at: Instant;
}>;
export type FailBackup = Readonly<{ is: 'FailBackup'; backupId: BackupId; reason: string; at: Instant }>;
export type NoteDrill = Readonly<{ is: 'NoteDrill'; at: Instant }> & Omit<BackupDrilled['data'], 'drilledAt'>;

export type BackupCommand = StartBackup | SucceedBackup | FailBackup | NoteDrill;

export const evolveBackup = (backup: Backup, { type, data }: BackupEvent): Backup => {
  switch (type) {
    case 'BackupStarted':
      return { ...backup, is: 'Started' };
    case 'BackupSucceeded':
      return { ...backup, is: 'Succeeded' };
    case 'BackupFailed':
      return { ...backup, is: 'Failed' };
    case 'BackupDrilled':
      return { ...backup, drills: new Set(backup.drills).add(data.drillId) };
    default:
      return assertNever(type);
  }
};

/** Each of them again is quiet, and so is the outcome of what nobody asked for. The first outcome stands. */
export const decideBackup = (command: BackupCommand, backup: Backup): BackupEvent[] => {
  switch (command.is) {
    case 'StartBackup': {
      const { is: _, at: startedAt, ...said } = command;
      return backup.is === 'Unknown' ? [{ type: 'BackupStarted', data: { ...said, startedAt } }] : [];
    }
    case 'SucceedBackup': {
      const { is: _, at: succeededAt, ...said } = command;
      return backup.is === 'Started' ? [{ type: 'BackupSucceeded', data: { ...said, succeededAt } }] : [];
    }
    case 'FailBackup': {
      const { is: _, at: failedAt, ...said } = command;
      return backup.is === 'Started' ? [{ type: 'BackupFailed', data: { ...said, failedAt } }] : [];
    }
    case 'NoteDrill': {
      const { is: _, at: drilledAt, ...said } = command;
      const isNoNews = backup.is === 'Unknown' || backup.drills.has(said.drillId);
      return isNoNews ? [] : [{ type: 'BackupDrilled', data: { ...said, drilledAt } }];
    }
    default:
      return assertNever(command);
  }
};

export const backupDecider = {
  initial: { is: 'Unknown', drills: new Set() } as Backup,
  evolve: evolveBackup,
  decide: decideBackup,
};
