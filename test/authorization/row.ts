import { randomUUID } from 'node:crypto';
import type { Role } from '@careconnect/domain/user/events.ts';
import type { Account, World } from './world.ts';

/** What a request says beside its method and its path's pattern. */
export type Filled = Readonly<{
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: object;
  headers?: Readonly<Record<string, string>>;
  /** Somebody else in the role of whoever asks, where an account is changed by asking. */
  as?: Account;
}>;

export type Row = Readonly<{
  /** A request that is right, about something of this person; made anew for each time it is asked. */
  about?: (world: World, owner: Account) => Promise<Filled> | Filled;
  /** The parts of the path that name somebody's things, and for whom those of others are not there. */
  names?: readonly string[];
  reach?: Partial<Record<Role, 'own' | 'all'>>;
  /** What is answered for the own; a success, unless told. */
  own?: number;
  /** What is answered where the names name nothing; 404, unless told. */
  missing?: number | Partial<Record<Role, number>>;
  /** The same with other content: refused where the route says that it notices. */
  otherwise?: (filled: Filled) => Filled;
}>;

/** The same request about what does not exist. */
export const aboutNothing = (filled: Filled, names: readonly string[]): Filled => ({
  ...filled,
  params: { ...filled.params, ...Object.fromEntries(names.map((name) => [name, randomUUID()])) },
});

export const withBody = (filled: Filled, more: object): Filled => ({ ...filled, body: { ...filled.body, ...more } });

export const withNull = (body: object | undefined, [name = '', ...below]: readonly string[]): object => {
  const inner = (body as Record<string, object> | undefined)?.[name];
  return { ...body, [name]: below.length > 0 ? withNull(inner, below) : null };
};

export const key = (): Record<string, string> => ({ 'Idempotency-Key': randomUUID() });
