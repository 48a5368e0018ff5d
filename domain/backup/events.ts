import type { By } from '../day/events.ts';
import type { Event, Instant } from '../event.ts';
import type { BackupId, DrillId } from '../ids.ts';

/** Asked for, by an admin or the clock. Whoever takes it hears of it and begins. */
export type BackupStarted = Event<'BackupStarted', { backupId: BackupId; by: By; startedAt: Instant }>;

/** It is safe where backups are kept. Sizes are of all it consists of, whichever backup wrote it. */
export type BackupSucceeded = Event<
  'BackupSucceeded',
  { backupId: BackupId; events: number; bytes: number; seconds: number; succeededAt: Instant }
>;
export type BackupFailed = Event<'BackupFailed', { backupId: BackupId; reason: string; failedAt: Instant }>;

/** It was restored beside the live system, read anew and compared. Each of `differences` names what was not the same. */
export type BackupDrilled = Event<
  'BackupDrilled',
  {
    drillId: DrillId;
    backupId: BackupId;
    events: number;
    tables: number;
    seconds: number;
    differences: readonly string[];
    drilledAt: Instant;
  }
>;

export type BackupEvent = BackupStarted | BackupSucceeded | BackupFailed | BackupDrilled;
