import type { Server, Store } from './store.ts';

/** One question to an event store. It returns when the answer is right, throws when it is not. */
export type Case = {
  readonly subject: string;
  readonly name: string;
  readonly needsRestart: boolean;
  readonly ask: (store: Store) => Promise<void>;
};

export type Outcome =
  | { readonly is: 'ok' }
  | { readonly is: 'skipped'; readonly reason: string }
  | { readonly is: 'failed'; readonly error: unknown };

/** Thrown by a case that cannot be asked here, with the reason. */
export class Skipped extends Error {}

/** The cases of one subject, by name. `needs: 'restart'` are asked only where the server can be restarted. */
export function subject(
  title: string,
  cases: Record<string, Case['ask']>,
  { needs }: { needs?: 'restart' } = {},
): readonly Case[] {
  return Object.entries(cases).map(([name, ask]) => ({ subject: title, name, needsRestart: needs === 'restart', ask }));
}

/** How long one case may take before it counts as failed: a hanging call is a wrong answer too. */
export const caseTimeout = 18_000;

/** Asks one case and says how it ended. Everything the case opened is closed, whatever happened. */
export async function run(one: Case, server: Server): Promise<Outcome> {
  if (one.needsRestart && !server.canRestart) return { is: 'skipped', reason: 'needs --restart-command' };
  const store = server.storeForCase();
  try {
    await withinTime(one.ask(store));
    return { is: 'ok' };
  } catch (error) {
    if (error instanceof Skipped) return { is: 'skipped', reason: error.message };
    await server.renewClient();
    return { is: 'failed', error };
  } finally {
    await store.close();
  }
}

async function withinTime(asked: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${caseTimeout / 1000} s`)), caseTimeout);
  });
  // The client is known to throw outside any promise while it handles an append's answer: that fails the case asked.
  let thrown: (error: Error) => void = () => {};
  const uncaught = new Promise<never>((_, reject) => {
    thrown = (error) => reject(new Error(`thrown outside the call: ${error.message}`, { cause: error }));
  });
  process.on('uncaughtException', thrown);
  process.on('unhandledRejection', thrown);
  try {
    await Promise.race([asked, tooLate, uncaught]);
  } finally {
    clearTimeout(timer);
    process.off('uncaughtException', thrown);
    process.off('unhandledRejection', thrown);
  }
}
