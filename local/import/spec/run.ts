// An import in a process of its own, so that a spec can kill it.
import { repository } from '../../system/node-process.ts';
import { runImport } from '../main.ts';

process.exit(await runImport(repository, process.argv.slice(2)));
