import { join } from 'node:path';
import { nodeArgs, plainEnvironment } from './node-process.ts';
import { createPart, freshLog, type Part } from './part.ts';

export type Say = (line: string) => void;

export type NodeProcess = {
  name: string;
  entry: string;
  args?: string[];
  env: Record<string, string | null>;
  isReady: () => Promise<boolean>;
};

/** Starts parts stage by stage, and stops them in the opposite order: whoever uses a part stops before it does. */
export type Launcher = {
  /** All of these at once, or the reason why not. */
  stage<const T extends readonly (() => Promise<unknown>)[]>(...work: T): Promise<Results<T>>;
  up(part: Part): Promise<void>;
  /** A process of ours, in an environment that holds nothing but what it needs. */
  node(process: NodeProcess): Part;
  parts(): ReadonlyMap<string, Part>;
  stop(): Promise<void>;
};

type Results<T extends readonly (() => Promise<unknown>)[]> = { -readonly [K in keyof T]: Awaited<ReturnType<T[K]>> };

export const createLauncher = (logFolder: string, say: Say): Launcher => {
  const stages: Part[][] = [[]];
  return {
    stage: async (...work) => {
      stages.push([]);
      // Also when one fails the others are waited for: then it is known what there is to stop.
      const settled = await Promise.allSettled(work.map((begin) => begin()));
      const failed = settled.find((each) => each.status === 'rejected');
      if (failed) throw failed.reason;
      return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as Results<typeof work>;
    },
    up: async (part) => {
      const began = Date.now();
      stages.at(-1)?.push(part);
      await part.up();
      say(`${part.name.padEnd(16)} ready, ${((Date.now() - began) / 1000).toFixed(1)} s`);
    },
    node: ({ name, entry, args = [], env, isReady }) =>
      createPart({
        name,
        command: process.execPath,
        args: [...nodeArgs(entry), ...args],
        env: { ...plainEnvironment(), ...present(env) },
        logFile: freshLog(join(logFolder, `${name}.log`)),
        isReady,
        say,
      }),
    parts: () => new Map(stages.flat().map((part) => [part.name, part])),
    stop: async () => {
      for (const stage of stages.splice(0).reverse()) await Promise.all(stage.map((part) => part.stop()));
    },
  };
};

const present = (env: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== null));
