import { DatabaseError } from 'pg';
import { type StoredEvent, StoreUnavailable } from '../event-store/event-store.ts';

/** One event that cannot be handled, whatever is tried. */
export class PoisonEvent extends Error {
  override readonly name = 'PoisonEvent';
  constructor({ id, type, streamName, revision }: StoredEvent, cause: unknown) {
    super(`event ${id} (${type}, ${streamName} at ${revision}) cannot be handled: ${describe(cause)}`, { cause });
  }
}

// Connection, resources, shutdown, serialisation: nothing an event could be blamed for.
const passing = /^(08|53|57P|40|55P03)/;
const network = /^(ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)/;

/** True when waiting helps: the fault lies with the connection, not with the events. */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof DatabaseError) return passing.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    network.test(code) || /connection terminated|timeout exceeded|not queryable|connection error/i.test(error.message)
  );
};

export const isTimeout = (error: unknown): boolean => error instanceof DatabaseError && error.code === '57014';

/** For logs and status: what Postgres says in words can quote the row, so its code has to do. */
export const describe = (error: unknown): string => {
  if (error instanceof DatabaseError) {
    const where = [error.table, error.column, error.constraint].filter(Boolean).join(', ');
    return `SQLSTATE ${error.code}${where ? ` (${where})` : ''}`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
};
