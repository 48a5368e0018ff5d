/**
 * The business says no. Recognised by its shape, not its class, so that a domain can refuse without importing anything:
 * an Error named `Refusal` with a stable `code` and `data` for whoever asked.
 */
export type Refusal = Error & { name: 'Refusal'; code: string; data: object };

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error &&
  error.name === 'Refusal' &&
  'code' in error &&
  typeof error.code === 'string' &&
  'data' in error &&
  typeof error.data === 'object' &&
  error.data !== null;
