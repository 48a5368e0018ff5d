import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import { formatPosition } from '@careconnect/platform/event-store/event-store.ts';
import { entityTag } from '@careconnect/platform/http/entity-tag.ts';
import type { Response } from 'express';

type Answer = Omit<Handled<unknown, unknown>, 'state'>;

/** Where the log stands after the command; a query that names it waits until it shows what the command did. */
export const positionOf = ({ position }: Pick<Answer, 'position'>): string | null =>
  position && formatPosition(position);

/** 201 when something came to be, 200 when it was there already. */
export const created = (res: Response, handled: Answer, what: object): void => {
  done(res.status(handled.events.length > 0 ? 201 : 200), handled, what);
};

/** Where the command left the log, and as ETag its stream: what the next command may set as its condition (ADR 14). */
export const done = (res: Response, handled: Answer, what: object = {}): void => {
  const { streamName, revision } = handled;
  res.set('ETag', entityTag(streamName, revision)).json({ ...what, position: positionOf(handled) });
};
