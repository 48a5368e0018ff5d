import type { Message } from './message-bus.ts';

export const contentType = 'application/cloudevents+json; charset=utf-8';

/** CloudEvents 1.0 in structured mode; the correlation id is an extension attribute (whose names are all lower case). */
export const toCloudEvent = (message: Message): string =>
  JSON.stringify({
    specversion: '1.0',
    id: message.id,
    type: message.type,
    source: message.source,
    subject: message.subject,
    time: message.time,
    datacontenttype: 'application/json',
    correlationid: message.correlationId,
    data: message.data,
  });

const texts = ['id', 'type', 'source', 'subject', 'time', 'correlationid'] as const;

/** Undefined when it is no CloudEvent of ours. */
export const fromCloudEvent = (json: string, routingKey: string): Message | undefined => {
  const event = parsed(json);
  if (event?.specversion !== '1.0' || texts.some((name) => typeof event[name] !== 'string' || event[name] === ''))
    return undefined;
  const { id, type, source, subject, time, correlationid } = event as Record<(typeof texts)[number], string>;
  return { id, routingKey, type, source, subject, time, correlationId: correlationid, data: event.data };
};

const parsed = (json: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};
