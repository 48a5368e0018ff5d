// Runs a system out of a folder until it is told to stop, or killed: `until-killed.ts FOLDER`. Says its address when it is up.
import { startSystem } from '../system.ts';

const [dir = ''] = process.argv.slice(2);
const system = await startSystem({ dir, port: 0, inProcess: true, logLevel: 'warn' });
process.once('SIGTERM', () => system.stop().then(() => process.exit(0)));
console.log(JSON.stringify({ url: system.url, postgres: system.part('PostgreSQL').pid() }));
