import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

type Row = {
  succeeded: number | null;
  failed: number | null;
  bytes: number | null;
  different: number | null;
  due: number;
};

/** How old the newest backup is, and whether it could be restored: what somebody must be woken for, as Prometheus reads it. */
export const backupMetrics = (pool: Pool) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) => new Gauge({ name: `careconnect_${name}`, help, registers: [registry] });
  const gauges: Record<keyof Row, Gauge> = {
    succeeded: gauge('backup_succeeded_seconds', 'When the newest backup succeeded, in seconds since 1970'),
    failed: gauge('backup_failed_seconds', 'When a backup failed last, in seconds since 1970'),
    bytes: gauge('backup_bytes', 'Size of the newest backup, of all it consists of'),
    different: gauge('backup_drill_differences', 'What was not the same at the newest drill'),
    due: gauge('archiver_work', 'What the archiver has heard of and not yet done'),
  };
  return async (): Promise<string> => {
    const { rows } = await pool.query<Row>({ name: 'backup-metrics', text });
    for (const [name, known] of Object.entries(gauges)) {
      known.reset();
      const value = rows[0]?.[name as keyof Row];
      if (typeof value === 'number') known.set(value);
      else known.remove();
    }
    return registry.metrics();
  };
};

const newest = (column: string, condition: string) =>
  `(SELECT ${column} FROM read.backup_details JOIN backup_logs USING (backup_id)
     WHERE ${condition} ORDER BY started_at DESC LIMIT 1)`;

const text = `
  SELECT ${newest('extract(epoch FROM finished_at)::float8', "status = 'SUCCESS'")} AS succeeded,
         ${newest('extract(epoch FROM finished_at)::float8', "status = 'FAILURE'")} AS failed,
         ${newest('bytes::float8', "status = 'SUCCESS'")} AS bytes,
         ${newest('cardinality(differences)', 'drilled_at IS NOT NULL')} AS different,
         (SELECT count(*)::integer FROM archiver.work WHERE done_at IS NULL) AS due`;
