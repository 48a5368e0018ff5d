import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validate } from 'class-validator';
import type { Request, RequestHandler } from 'express';
import { allowed, isCalendarDate, isClockTime, isId } from './fields.ts';
import { meaning } from './meaning.ts';
import { type FieldError, invalidRequest, problem } from './problem.ts';

type Class<T> = new () => T;
type Place = 'body' | 'params' | 'query';

declare const checked: unique symbol;

/** A middleware after which a part of the request has been checked and has this type. */
export type Check<Parts extends { [place in Place]?: unknown }> = RequestHandler & { readonly [checked]?: Parts };

const deepest = 20;
const mostErrors = 50;

/** Checks the JSON body against a class-validator class; a property the class does not know is refused. */
export const body = <T extends object>(Shape: Class<T>): Check<{ body: T }> =>
  meaning({ in: 'body', shape: Shape }, async (req, _res, next) => {
    if (req.body === undefined) throw missingBody(req);
    req.body = await checkedInstance('body', Shape, req.body);
    next();
  });

/** Checks the query string. Values arrive as text: use `@Type(() => Number)` where a number is meant. */
export const query = <T extends object>(Shape: Class<T>): Check<{ query: T }> =>
  meaning({ in: 'query', shape: Shape }, async (req, _res, next) => {
    const value = await checkedInstance('query', Shape, { ...req.query });
    Object.defineProperty(req, 'query', { value, configurable: true, enumerable: true });
    next();
  });

const isText = (value: unknown): value is string => typeof value === 'string';
const kinds = { id: isId, date: isCalendarDate, time: isClockTime, text: isText } as const;

/** Checks parts of the path: `params({ doctorId: 'id', date: 'date' })`. Ids come out in lower case. */
export const params = <const Shape extends Record<string, keyof typeof kinds>>(
  shape: Shape,
): Check<{ params: Record<keyof Shape & string, string> }> =>
  meaning({ in: 'params', kinds: shape }, (req, _res, next) => {
    const errors: FieldError[] = [];
    for (const [field, kind] of Object.entries(shape)) {
      const value = req.params[field];
      if (!kinds[kind](value)) errors.push({ in: 'params', field, message: `${field} must be ${allowed[kind]}` });
      else if (kind === 'id') req.params[field] = value.toLowerCase();
    }
    if (errors.length > 0) throw invalidRequest(errors);
    next();
  });

const checkedInstance = async <T extends object>(place: Place, Shape: Class<T>, value: unknown): Promise<T> => {
  const reason = unfit(value);
  if (reason) throw invalidRequest([{ in: place, field: '', message: `the ${place} ${reason}` }]);
  const instance = plainToInstance(Shape, value);
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
  });
  if (errors.length > 0) throw invalidRequest(fieldErrors(place, errors).slice(0, mostErrors));
  return instance;
};

const fieldErrors = (place: Place, errors: ValidationError[], prefix = ''): FieldError[] =>
  errors.flatMap((error) => {
    const field =
      prefix + (prefix && !/^\d+$/.test(error.property) ? `.${error.property}` : property(prefix, error.property));
    const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => ({
      in: place,
      field,
      message:
        rule === 'whitelistValidation' ? `${field} is not known here` : text.replace(error.property, () => field),
    }));
    return [...own, ...fieldErrors(place, error.children ?? [], field)];
  });

const property = (prefix: string, name: string): string => (prefix ? `[${name}]` : name);

const namesOfPrototypes = ['__proto__', 'constructor', 'prototype'];

/**
 * What the transformer must not see: it recurses, so a body of nothing but brackets would end its stack, and it skips the
 * names of prototypes in silence. Looked for without recursion.
 */
const unfit = (value: unknown): string | undefined => {
  if (!isObject(value) || Array.isArray(value)) return 'must be an object';
  let level: object[] = [value];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) return `must not be nested more than ${deepest} deep`;
    if (level.some((item) => namesOfPrototypes.some((name) => Object.hasOwn(item, name))))
      return 'has a name that is not allowed';
    level = level.flatMap((item) => Object.values(item).filter(isObject));
  }
  return undefined;
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const missingBody = (req: Request) =>
  req.headers['content-type'] && !req.is('json')
    ? problem(415, 'unsupported-media-type', 'The body must be JSON', 'Send it with Content-Type: application/json.')
    : invalidRequest([{ in: 'body', field: '', message: 'the body must be a JSON object' }]);
