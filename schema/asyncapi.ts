import { personalFields } from '@careconnect/domain/personal.ts';
import { deadLetterQueueName, type Queue, retryQueueName } from '@careconnect/platform/messaging/topology.ts';
import { topology } from './topology.ts';

type Json = Readonly<Record<string, unknown>>;

const reference = (...path: string[]): Json => ({ $ref: `#/${path.join('/')}` });
const named = <T>(names: readonly string[], of: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, of(name)]));

const exact = (patterns: readonly string[]): string[] => patterns.filter((pattern) => !/[*#]/.test(pattern)).sort();

/** The messages as outsiders see them: AsyncAPI 3, made of the topology and of what is personal in each event. */
export const asyncApi = (): Json => {
  const { exchange, queues, unheard } = topology;
  const keys = exact([...new Set([...queues.flatMap(({ bindings }) => bindings), ...unheard])]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'CareConnect messages',
      version: '1.0.0',
      description: [
        'What has happened, told once it is in the log. Topic exchange, CloudEvents 1.0 as JSON, persistent, mandatory, confirmed by the broker; the message id is that of the event.',
        'A message may come twice and in another order: consumers take each id once, in the transaction of its effect. Nothing personal is on the wire.',
        `Nobody has to hear ${unheard.filter((pattern) => /[*#]/.test(pattern)).join(', ')}: what matches may have no queue.`,
      ].join(' '),
    },
    defaultContentType: 'application/cloudevents+json',
    servers: { broker: { host: 'localhost:5672', protocol: 'amqp', description: 'RabbitMQ 3.10 or newer.' } },
    channels: {
      events: {
        address: exchange,
        title: 'Everything that happened',
        description: 'The routing key is `<category>.<EventType>`.',
        messages: named(keys, (key) => reference('components', 'messages', key)),
        bindings: {
          amqp: { is: 'routingKey', exchange: { name: exchange, type: 'topic', durable: true, autoDelete: false } },
        },
      },
      ...Object.assign({}, ...queues.map(channelsOf)),
    },
    operations: {
      relay: {
        action: 'send',
        channel: reference('channels', 'events'),
        summary: 'The relay tells what is in the log.',
      },
      ...named(
        queues.map(({ name }) => name),
        (name) => ({ action: 'receive', channel: reference('channels', name), summary: `Heard by ${name}.` }),
      ),
    },
    components: { messages: named(keys, messageOf), schemas: { CloudEvent: cloudEvent } },
  };
};

const channelsOf = (queue: Queue): Record<string, Json> => {
  const messages = named(exact(queue.bindings), (key) => reference('components', 'messages', key));
  const dead = deadLetterQueueName(queue);
  const retries = queue.retryDelaysMs.map((delay) => `\`${retryQueueName(queue, delay)}\` (${delay / 1000} s)`);
  return {
    [queue.name]: {
      ...quorumQueue(queue.name),
      messages,
      description: `A failed message is tried again after a while, by way of ${retries.join(', ')}; after the last try, or when it was handed out ${queue.deliveryLimit} times without an answer, it is in \`${dead}\`.`,
    },
    [dead]: {
      ...quorumQueue(dead),
      messages,
      description: 'Given up; headers tell the reason and the number of tries.',
    },
  };
};

const quorumQueue = (name: string): Json => ({
  address: name,
  bindings: { amqp: { is: 'queue', queue: { name, durable: true, exclusive: false, autoDelete: false } } },
  'x-queue-type': 'quorum',
});

const messageOf = (key: string): Json => {
  const type = key.slice(key.indexOf('.') + 1);
  const personal = personalIn(type);
  return {
    name: type,
    title: type.replaceAll(/(?<=.)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
    ...(personal.length > 0 ? { description: `Left out, because personal: ${personal.join(', ')}.` } : {}),
    payload: { allOf: [reference('components', 'schemas', 'CloudEvent'), { properties: { type: { const: type } } }] },
  };
};

const personalIn = (type: string): readonly string[] =>
  Object.hasOwn(personalFields, type) ? personalFields[type as keyof typeof personalFields].fields : [];

const text = (description: string, more: Json = {}): Json => ({ type: 'string', description, ...more });

const cloudEvent: Json = {
  type: 'object',
  required: ['specversion', 'id', 'type', 'source', 'subject', 'time', 'correlationid', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: text('Of the event; consumers take each once.', { format: 'uuid' }),
    type: text('The type of the event.'),
    source: text('Who tells it.'),
    subject: text('The stream of the event.'),
    time: text('When it was recorded, in UTC.', { format: 'date-time' }),
    correlationid: text('Shared by all that follows from one request.', { format: 'uuid' }),
    data: {
      type: 'object',
      required: ['revision', 'position', 'imported', 'event'],
      properties: {
        revision: text('Of the event in its stream, in decimal.'),
        position: text('Of the event in the log: a query that names it waits until its read model has passed it.'),
        imported: { type: 'boolean', description: 'Happened elsewhere, before; nobody reacts.' },
        event: { type: 'object', description: 'What the event says, without what is personal.' },
      },
    },
  },
};
