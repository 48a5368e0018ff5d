import type { Handled } from '@careconnect/platform/command-handler/command.ts';
import { formatPosition } from '@careconnect/platform/event-store/event-store.ts';
import type { Response } from 'express';

type Answer = Pick<Handled<unknown, unknown>, 'events' | 'position'>;

/** Where the log stands after the command; a query that names it waits until it shows what the command did. */
export const positionOf = ({ position }: Pick<Answer, 'position'>): string | null =>
  position && formatPosition(position);

/** 201 when something came to be, 200 when it was there already. */
export const created = (res: Response, handled: Answer, what: object): void => {
  res.status(handled.events.length > 0 ? 201 : 200).json({ ...what, position: positionOf(handled) });
};
