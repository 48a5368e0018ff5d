// Runs one program that is not ours and ends it when whoever started this process goes away, however that happens:
// `node keeper.mjs STOP_SIGNAL UID GID COMMAND ARGS...`; UID and GID are empty to stay who we are.
import { spawn } from 'node:child_process';

const [stopSignal = 'SIGTERM', uid = '', gid = '', command = '', ...args] = process.argv.slice(2);
const user = uid === '' ? {} : { uid: Number(uid), gid: Number(gid) };
const program = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...user });

program.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
program.once('spawn', () => process.send?.({ pid: program.pid }));
program.once('exit', (code) => process.exit(code ?? 1));

const stop = () => {
  program.kill(stopSignal);
  setTimeout(() => program.kill('SIGKILL'), 15_000).unref();
};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
process.once('disconnect', stop);
process.channel?.unref();
