import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Actor } from '../auth/actor.ts';
import { type Allow, isAllow } from './allow.ts';
import { unconditional } from './conditional.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { problem } from './problem.ts';
import type { Check } from './validation.ts';

type Parts = { body?: unknown; params?: unknown; query?: unknown };
type Checked<P extends Parts, As> = Omit<Request, 'body' | 'params' | 'query' | 'actor'> & {
  /** Unknown until `body(...)`, `params(...)`, `query(...)` has checked it. */
  body: P extends { body: infer B } ? B : unknown;
  params: P extends { params: infer B } ? B : unknown;
  query: P extends { query: infer B } ? B : unknown;
  actor: As;
};
type Handle<P extends Parts, As> = (req: Checked<P, As>, res: Response) => unknown;
// biome-ignore lint/complexity/noBannedTypes: nothing has been checked
type Nothing = {};

type Register = {
  <As extends Actor | undefined>(path: string, who: Allow<As>, handle: Handle<Nothing, As>): void;
  <As extends Actor | undefined, A extends Parts>(
    path: string,
    who: Allow<As>,
    a: Check<A>,
    handle: Handle<A, As>,
  ): void;
  <As extends Actor | undefined, A extends Parts, B extends Parts>(
    path: string,
    who: Allow<As>,
    a: Check<A>,
    b: Check<B>,
    handle: Handle<A & B, As>,
  ): void;
  <As extends Actor | undefined, A extends Parts, B extends Parts, C extends Parts>(
    path: string,
    who: Allow<As>,
    a: Check<A>,
    b: Check<B>,
    c: Check<C>,
    handle: Handle<A & B & C, As>,
  ): void;
  <As extends Actor | undefined, A extends Parts, B extends Parts, C extends Parts, D extends Parts>(
    path: string,
    who: Allow<As>,
    a: Check<A>,
    b: Check<B>,
    c: Check<C>,
    d: Check<D>,
    handle: Handle<A & B & C & D, As>,
  ): void;
};

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof methods)[number];

export type Routes = Record<Method, Register>;
export type RegisteredRoute = {
  method: Uppercase<Method>;
  path: string;
  roles: Allow['roles'];
  checks: readonly Meaning[];
};

/** A router that takes no route which does not say who may call it. */
export const routesOn = (
  router: Router,
  authenticate: RequestHandler | undefined,
): { routes: Routes; registered: readonly RegisteredRoute[] } => {
  const registered: RegisteredRoute[] = [];
  const register =
    (method: Method) =>
    (path: string, who: unknown, ...handlers: RequestHandler[]): void => {
      const name = `${method.toUpperCase()} ${path}`;
      if (!isAllow(who)) throw new TypeError(`${name} does not say who may call it: allow(...) comes after the path`);
      if (handlers.length === 0) throw new TypeError(`${name} has no handler`);
      const checks = handlers.flatMap((handler) => meaningOf(handler) ?? []);
      registered.push({ method: method.toUpperCase() as Uppercase<Method>, path, roles: who.roles, checks });
      router[method](path, ...guards(name, who, authenticate), ...unasked(method, checks), ...handlers);
    };
  const routes = Object.fromEntries(methods.map((method) => [method, register(method)])) as unknown as Routes;
  return { routes, registered };
};

const guards = (name: string, who: Allow, authenticate: RequestHandler | undefined): RequestHandler[] => {
  const { roles } = who;
  if (roles === 'anyone') return [];
  if (!authenticate) throw new TypeError(`${name} wants a role, but this process cannot authenticate anybody`);
  return [
    authenticate,
    (req, _res, next) => {
      if (!req.actor || !roles.includes(req.actor.role)) throw forbidden();
      next();
    },
  ];
};

const unasked = (method: Method, checks: readonly Meaning[]): RequestHandler[] =>
  method === 'get' || checks.some((check) => check.in === 'headers' && check.name === 'If-Match')
    ? []
    : [unconditional];

const forbidden = () => problem(403, 'forbidden', 'Your role may not do this');

export const createRouter = (): Router => Router({ caseSensitive: true, strict: false });
