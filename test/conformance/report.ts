import { inspect } from 'node:util';
import type { Case, Outcome } from './suite.ts';

export type Report = {
  add(one: Case, outcome: Outcome): void;
  /** Prints the last line; the exit code that goes with it. */
  end(): number;
};

/** Prints each case as it ends, grouped by subject, and counts. */
export function report(print: (line: string) => void): Report {
  const count = { ok: 0, failed: 0, skipped: 0 };
  let current = '';
  return {
    add: ({ subject, name }, outcome) => {
      if (subject !== current) print(subject);
      current = subject;
      count[outcome.is]++;
      print(`  ${lineOf(name, outcome)}`);
    },
    end: () => {
      const { ok, failed, skipped } = count;
      print(`conformance: ${ok} of ${ok + failed} passed${skipped ? ` (${skipped} skipped)` : ''}`);
      return failed ? 1 : 0;
    },
  };
}

function lineOf(name: string, outcome: Outcome): string {
  switch (outcome.is) {
    case 'ok':
      return `ok   ${name}`;
    case 'skipped':
      return `skip ${name} (${outcome.reason})`;
    case 'failed':
      return `FAIL ${name}\n         ${explained(outcome.error)}`;
  }
}

/** What was expected and what came, on one line each. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  if ('expected' in error && 'actual' in error)
    return `expected ${short(error.expected)}\n         got      ${short(error.actual)}`;
  const type = 'type' in error ? `${error.type}: ` : '';
  return `${type}${error.message}`;
}

function short(value: unknown): string {
  const text = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 5, maxArrayLength: 40 });
  return text.length > 600 ? `${text.slice(0, 600)}...` : text;
}
