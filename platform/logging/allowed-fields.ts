/**
 * What may stand on a log line beside its message. Everything else is withheld and only named, so a body, a name or an
 * address that somebody hands to the logger by mistake never reaches a disk.
 */
const mechanical = new Set([
  ...['service', 'version', 'pid', 'node', 'signal', 'exitCode', 'state', 'reason', 'code', 'dependency', 'variable'],
  ...['method', 'route', 'status', 'ms', 'bytes', 'role', 'port', 'withheld'],
  ...['stream', 'category', 'event', 'eventType', 'revision', 'expectedRevision', 'position', 'checkpoint', 'lag'],
  ...['projection', 'subscription', 'command', 'commandType', 'refusal', 'conflicts', 'migration', 'table', 'schema'],
  ...['queue', 'consumer', 'routingKey', 'messageType', 'exchange', 'deadLetter', 'template'],
  ...['count', 'events', 'messages', 'rows', 'batch', 'attempt', 'attempts', 'delayMs', 'timeoutMs', 'perSecond'],
]);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const longestText = 300;

export const allowedFields =
  (extra: readonly string[] = []) =>
  (fields: Record<string, unknown>): Record<string, unknown> => {
    const kept: Record<string, unknown> = {};
    const withheld: string[] = [];
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'err') kept.err = value;
      else if (value === undefined) continue;
      else if (isId(name, value)) kept[name] = value;
      else if ((mechanical.has(name) || extra.includes(name)) && isPlain(value)) kept[name] = plain(value);
      else withheld.push(name);
    }
    return withheld.length > 0 ? { ...kept, withheld } : kept;
  };

/** Any field that ends in "Id" may be logged, if it is one: ids are UUIDs and say nothing about a person. */
const isId = (name: string, value: unknown): boolean =>
  (name === 'id' || name.endsWith('Id')) && typeof value === 'string' && uuid.test(value);

const isPlain = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ||
  (Array.isArray(value) && value.length <= 100 && value.every((item) => !Array.isArray(item) && isPlain(item)));

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}…` : value;
};
