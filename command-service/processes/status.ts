import type { Log } from '@careconnect/platform/logging/logger.ts';
import type { ProjectionStatus } from '@careconnect/platform/subscription/runner.ts';

export const tellStatus =
  (log: Log) =>
  ({ name: projection, state, problem }: ProjectionStatus): void => {
    const fields = { projection, state, reason: problem ?? undefined };
    if (state === 'stopped') log.error(fields, 'The processes stopped: somebody must look');
    else if (state === 'retrying') log.warn(fields, 'The processes try again');
    else log.info(fields, 'The processes go on');
  };
