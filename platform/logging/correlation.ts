import { AsyncLocalStorage } from 'node:async_hooks';

/** What ties log lines, commands and messages of one cause together. Every field lands on every log line written within. */
export type Correlation = { correlationId: string } & Record<string, string>;

const current = new AsyncLocalStorage<Correlation>();

/** Runs `work` (and everything it awaits) under this correlation; inner fields are added to outer ones. */
export const withCorrelation = <T>(correlation: Correlation, work: () => T): T =>
  current.run({ ...current.getStore(), ...correlation }, work);

export const correlation = (): Correlation | undefined => current.getStore();
