/** Who hears what. Declared as data by `schema/topology.ts`; every process declares all of it, so no start order matters. */
export type Topology = {
  exchange: string;
  queues: readonly Queue[];
  /** Routing-key patterns nobody needs to hear: publishing one of these to no queue is not an error. */
  unheard: readonly string[];
};

export type Queue = {
  name: string;
  /** Topic patterns: `*` is one word, `#` any number of words. */
  bindings: readonly string[];
  /** Waiting times before the second, third, ... try. After the last one the message is a dead letter. */
  retryDelaysMs: readonly number[];
  /** How often the broker hands out a message that no consumer ever answered for (it crashed) before it is a dead letter. */
  deliveryLimit: number;
};

// A declared queue keeps its arguments: to change the delivery limit of a live queue, give it a new name and let the old one
// run empty. Delays may change at any time, each has a queue of its own.
const defaults = { retryDelaysMs: [1_000, 5_000, 30_000, 120_000], deliveryLimit: 50 };

export const queue = (
  name: string,
  bindings: readonly string[],
  limits: Partial<Omit<Queue, 'name' | 'bindings'>> = {},
): Queue => ({ name, bindings, ...defaults, ...limits });

/** The queue as the topology declares it; consuming under other delays would send retries where nobody listens. */
export const declared = (topology: Topology, { name }: Queue): Queue => {
  const found = topology.queues.find((queue) => queue.name === name);
  if (!found) throw new TypeError(`the topology has no queue ${name}`);
  return found;
};

export const deadLetterQueueName = (queue: Queue): string => `${queue.name}.dead`;
export const retryQueueName = (queue: Queue, delayMs: number): string => `${queue.name}.retry.${delayMs}`;

export const routesTo = (topology: Topology, routingKey: string): Queue[] =>
  topology.queues.filter((queue) => queue.bindings.some((pattern) => matches(pattern, routingKey)));

export const nobodyNeeds = (topology: Topology, routingKey: string): boolean =>
  topology.unheard.some((pattern) => matches(pattern, routingKey));

/** Topic matching as AMQP 0-9-1 does it. */
export const matches = (pattern: string, routingKey: string): boolean =>
  matchesWords(pattern.split('.'), routingKey.split('.'));

const matchesWords = ([head, ...rest]: string[], words: string[]): boolean => {
  if (head === undefined) return words.length === 0;
  if (head === '#')
    return matchesWords(rest, words) || (words.length > 0 && matchesWords([head, ...rest], words.slice(1)));
  return words.length > 0 && (head === '*' || head === words[0]) && matchesWords(rest, words.slice(1));
};
