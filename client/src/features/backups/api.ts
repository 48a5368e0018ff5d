import type { Instant } from '@careconnect/domain/event.ts';
import type { BackupId } from '@careconnect/domain/ids.ts';
import type { Page, Position } from '../../api/answers.ts';
import { api, paged } from '../../api/api.ts';

export type Backup = {
  backupId: BackupId;
  status: 'PENDING' | 'SUCCESS' | 'FAILURE';
  error: string | null;
  startedAt: Instant;
  /** Of the clock, where it is POLICY. */
  by: string;
  events: number | null;
  bytes: number | null;
  seconds: number | null;
  drill: { drilledAt: Instant; seconds: number | null; differences: string[] } | null;
};

const backups = api.injectEndpoints({
  endpoints: (build) => ({
    backups: build.infiniteQuery<Page<Backup>, void, string>({
      infiniteQueryOptions: paged,
      query: ({ pageParam }) => ({ url: 'queries/backups', params: { after: pageParam || undefined, limit: 20 } }),
      providesTags: ['Backup'],
    }),
    startBackup: build.mutation<{ position: Position }, string>({
      query: (backupId) => ({ url: `commands/backups/${backupId}`, method: 'PUT', body: {} }),
      invalidatesTags: ['Backup'],
    }),
  }),
});

export const { useBackupsInfiniteQuery, useStartBackupMutation } = backups;
