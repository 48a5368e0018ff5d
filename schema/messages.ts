import type { EventOf, EventType } from '@careconnect/domain/events.ts';
import type { personalFields } from '@careconnect/domain/personal.ts';

type PersonalIn<Type extends EventType> = Type extends keyof typeof personalFields
  ? (typeof personalFields)[Type]['fields'][number]
  : never;

/** The `data` of a message: an event without anything personal. Whoever needs a name asks the read models for it. */
export type Told<Type extends EventType = EventType> = Type extends EventType
  ? Readonly<{
      /** Of the event in its stream, in decimal. */
      revision: string;
      /** Of the event in the log, opaque: a reader waits until a read model has passed it. */
      position: string;
      /** Imported events are told like all others, but cause no letters. */
      imported: boolean;
      event: Readonly<Omit<EventOf<Type>['data'], PersonalIn<Type>>>;
    }>
  : never;
