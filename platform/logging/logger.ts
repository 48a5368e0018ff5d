import { type DestinationStream, type Logger, pino } from 'pino';
import { allowedFields } from './allowed-fields.ts';
import { correlation } from './correlation.ts';
import { loggedError } from './error.ts';
import { scrub } from './scrub.ts';

type Write = {
  (fields: Record<string, unknown>, message: string): void;
  (message: string): void;
};

/** Messages are fixed sentences; what varies goes into fields, of which only the allowed ones are written. */
export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
  fatal: Write;
  child(fields: Record<string, unknown>): Log;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LoggerOptions = {
  level?: LogLevel;
  /** Field names of this process that may be logged beside the mechanical ones. Never one that can hold personal data. */
  fields?: readonly string[];
  destination?: DestinationStream;
};

/** JSON lines on stdout; each carries the correlation of the request or message it was written for. */
export const createLogger = (service: string, options: LoggerOptions = {}): Log => {
  const allow = allowedFields(options.fields);
  const root = pino(
    {
      level: options.level ?? 'info',
      base: { service },
      messageKey: 'msg',
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ ...correlation() }),
      formatters: {
        level: (label) => ({ level: label }),
        bindings: allow,
        log: allow,
      },
      serializers: { err: (error) => loggedError(error) },
      hooks: { streamWrite: scrub },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
  return childrenAllow(root, allow);
};

/** pino formats the fields of a line and of the root, but takes those of a child as they come. */
const childrenAllow = (logger: Logger, allow: ReturnType<typeof allowedFields>): Log => {
  const makeChild = logger.child.bind(logger);
  return Object.assign(logger, {
    child: (fields: Record<string, unknown>) => childrenAllow(makeChild(allow(fields)), allow),
  });
};

export const silentLog: Log = createLogger('silent', { level: 'silent' });
