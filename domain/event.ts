/** A past-tense sentence that carries what its readers need. */
export type Event<Type extends string = string, Data extends object = object> = Readonly<{
  type: Type;
  data: Readonly<Data>;
}>;

/** Encrypted with the person's key in the log; null once that person is erased. */
export type Personal<T> = T | null;

/** An instant in UTC, ISO 8601 with milliseconds and Z: always of one length, so that its text sorts as time does. */
export type Instant = string;
/** A calendar day, yyyy-mm-dd, in the zone that stands beside it. */
export type CalendarDate = string;
/** A wall time, HH:mm, in the zone that stands beside it. */
export type WallTime = string;
/** An IANA zone name, such as America/Sao_Paulo. */
export type Zone = string;
/** An exact decimal with two places and its ISO 4217 currency. */
export type Money = Readonly<{ amount: string; currency: string }>;
