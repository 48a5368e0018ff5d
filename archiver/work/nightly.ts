import { backupId } from '@careconnect/domain/ids.ts';
import type { Task } from '@careconnect/domain/processes/task.ts';
import { v5 } from 'uuid';
import type { Work } from './work.ts';

const names = '0b8c3f9a-5d7e-5a34-8f0b-93f7d1d6c2a9';
const dayMs = 24 * 60 * 60_000;

/** The backup of this day, once its hour has come. Whoever asks, and however often: it is one. */
export const backupOfTheDay = (now: string, at: string): Task | null => {
  const [date = '', time = ''] = now.split('T');
  if (at === 'never' || time.slice(0, 5) < at) return null;
  const command = { is: 'StartBackup', backupId: backupId(v5(date, names)), by: { policy: true }, at: now } as const;
  return { is: 'RecordBackup', command };
};

/** The drill of these days; one as well. */
export const drillOfTheseDays = (now: string, everyDays: number): Work => ({
  workId: v5(`drill ${Math.floor(Date.parse(now) / dayMs / everyDays)} of ${everyDays}`, names),
  kind: 'drill',
});
