import type { Pool, PoolClient } from 'pg';

export type PostgresConfig = {
  url: string;
  max?: number;
  statementTimeoutMs?: number;
  connectionTimeoutMs?: number;
  applicationName?: string;
  /** An idle connection broke; the pool replaces it. */
  onError?: (error: Error) => void;
};

export declare function createPool(config: PostgresConfig): Pool;
export declare function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T>;
