import { inspect } from 'node:util';

const library = /[\\/]node_modules[\\/]@eventstore[\\/]db-client[\\/]/;
const itsTransport = /[\\/]node_modules[\\/]@grpc[\\/]grpc-js[\\/]/;

/**
 * True for an exception thrown by the client library itself: on top of the stack, below Node's own frames, stands the
 * library or its gRPC transport called by the library. Our code called by the library is on top then, and stays ours.
 */
export const isLibraryFault = (error: unknown): boolean => {
  if (!(error instanceof Error) || !error.stack) return false;
  const frames = error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/\(?node:|<anonymous>\)?$/.test(line));
  const [top = ''] = frames;
  return library.test(top) || (itsTransport.test(top) && frames.some((frame) => library.test(frame)));
};

type Listener = (error: unknown) => void;
const listeners = new Set<Listener>();

/**
 * The library (6.2.1) keeps all pending appends of a process in one table. An error on one connection empties it, and a
 * late answer on another one then throws where nobody can catch it: Node would end the process over an append that was
 * written. Those exceptions are caught here and told to the listeners, which rebuild their connections; every other one
 * ends the process as if this guard were not there.
 */
export const guardAgainstLibraryFaults = (listener: Listener): (() => void) => {
  listeners.add(listener);
  // Asked of the process, not remembered: somebody may have removed all listeners since (test runners do, between files).
  if (!process.listeners('unhandledRejection').includes(onRejection)) process.on('unhandledRejection', onRejection);
  if (!process.hasUncaughtExceptionCaptureCallback()) process.setUncaughtExceptionCaptureCallback(onException);
  return () => listeners.delete(listener);
};

const tell = (error: unknown): void => {
  for (const listener of listeners) listener(error);
};

/** Most come this way: the transport calls the library's handlers within a promise of its own. */
const onRejection = (reason: unknown): void => {
  if (isLibraryFault(reason)) tell(reason);
  // With nobody else listening Node would have made it an uncaught exception.
  else if (process.listenerCount('unhandledRejection') === 1) throw reason;
};

const onException = (error: unknown): void => {
  if (isLibraryFault(error)) {
    tell(error);
    return;
  }
  if ((process as NodeJS.EventEmitter).emit('uncaughtException', error, 'uncaughtException')) return;
  process.stderr.write(`Uncaught ${inspect(error)}\n`);
  process.exit(1);
};
