import type { RegisteredRoute } from '../http/routes.ts';
import type { AnyShape, JsonSchema } from './shape.ts';

/** A header that an answer carries beyond those that all answers carry. */
export type AnswerHeader = 'ETag' | 'Set-Cookie' | 'Cache-Control';

export type Answer = Readonly<{
  means: string;
  shape: AnyShape;
  headers?: readonly AnswerHeader[];
  /** Unless told, `application/json`. */
  type?: 'application/json' | 'text/event-stream' | 'text/calendar';
}>;

/** What the code of a route cannot say of itself. The rest (path, roles, request) is read from where it is registered. */
export type Described = Readonly<{
  /** Unique: clients that are generated name their functions so. */
  id: string;
  summary: string;
  detail?: string;
  answers: Readonly<Record<number, Answer>>;
  /** Codes of the problems that are particular to it. */
  refuses?: readonly string[];
  /** The session's cookie takes the place of a token. */
  cookie?: true;
}>;

/** A part of the API, by `METHOD /path/:param`. */
export type Chapter = Readonly<{ title: string; text: string; routes: Readonly<Record<string, Described>> }>;

/** How a kind of problem is answered, and what it holds beyond the members that all have. */
export type ProblemKind = Readonly<{
  status: number;
  title: string;
  data?: AnyShape;
  headers?: readonly ['Retry-After'];
}>;

/** A service as outsiders see it. */
export type Api = Readonly<{
  title: string;
  text: string;
  chapters: readonly Chapter[];
  registered: readonly RegisteredRoute[];
  /** Of the service's own, by code. */
  problems: Readonly<Record<string, ProblemKind>>;
  /** Codes that every route may answer. */
  always: readonly string[];
  /** What parameters in the query are for, by their names. */
  parameters?: Readonly<Record<string, string>>;
  /** Schemas of the service's own field checks, by their names. */
  fields: Readonly<Record<string, JsonSchema>>;
  cookie?: string;
}>;
