// How the commands of local/ begin. Runs before any package is there, so it needs Node alone.
import { fileURLToPath } from 'node:url';
import { demandNode, demandPackages } from './installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Shows the help when it is asked for; otherwise runs what `load` gives, which answers the exit code. */
export const runCommand = async (help, load) => {
  if (process.argv.includes('--help')) {
    console.log(help);
    process.exit(0);
  }
  demandNode();
  demandPackages();
  const { register } = await import('tsx/esm/api');
  register();
  const run = await load();
  process.exit(await run(root, process.argv.slice(2)));
};
