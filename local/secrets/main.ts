import { linesOf } from './lines.ts';

export const printSecrets = async (): Promise<number> => {
  process.stdout.write(`${linesOf().join('\n')}\n`);
  return 0;
};
