import type { Actor } from '../auth/actor.ts';

declare const who: unique symbol;

/** Says who may call a route. `As` is what the handler finds in `req.actor`. */
export type Allow<As extends Actor | undefined = Actor | undefined> = {
  readonly roles: readonly string[] | 'anyone';
  readonly [who]?: As;
};

const made = new WeakSet<object>();

/** `allow('anyone')` asks for no token; `allow('ADMIN', ...)` lets in signed-in people of these roles alone. */
export function allow(who: 'anyone'): Allow<undefined>;
export function allow<Role extends string>(...roles: [Role, ...Role[]]): Allow<Actor & { role: Role }>;
export function allow(...roles: string[]): Allow {
  if (roles.length === 0) throw new TypeError('allow() names at least one role, or "anyone"');
  if (roles.includes('anyone') && roles.length > 1) throw new TypeError('allow("anyone") stands alone');
  const rule: Allow = Object.freeze({ roles: roles[0] === 'anyone' ? 'anyone' : Object.freeze(roles) });
  made.add(rule);
  return rule;
}

export const isAllow = (value: unknown): value is Allow =>
  typeof value === 'object' && value !== null && made.has(value);
