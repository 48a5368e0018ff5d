/** As in JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
export type JsonSchema = Readonly<Record<string, unknown>>;

declare const told: unique symbol;
declare const absent: unique symbol;
type Absent = { readonly [absent]: true };

/** A schema, and the named ones it refers to. */
export type AnyShape = Readonly<{ schema: JsonSchema; named: Readonly<Record<string, JsonSchema>> }>;
/** The schema of exactly this type: neither a wider nor a narrower one fits where it is wanted. */
export type Shape<T> = AnyShape & { readonly [told]?: (value: T) => T };

type Optional<T> = Shape<T | Absent> & { readonly optional: true };
type Fields = Readonly<Record<string, AnyShape>>;
type Told<F extends Fields> = { [K in keyof F]: F[K] extends Shape<infer T> ? T : never };

/** What is left of a type once it was JSON: ids are texts, lists are lists; and what may be missing is told apart. */
export type Plain<T> = T extends string
  ? // Of a text that may be anything, branded or not, no key is certain.
    Record<never, never> extends Record<T, 1>
    ? string
    : T
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? {
          [K in keyof T]-?: Record<never, never> extends Pick<T, K>
            ? Plain<Exclude<T[K], undefined>> | Absent
            : Plain<T[K]>;
        }
      : T;

const shape = <T>(schema: JsonSchema, named: AnyShape['named'] = {}): Shape<T> => ({ schema, named });

export const text = (description?: string, more: JsonSchema = {}): Shape<string> =>
  shape({ type: 'string', ...more, ...(description === undefined ? {} : { description }) });

export const id: Shape<string> = text(undefined, { format: 'uuid' });
export const instant: Shape<string> = text('ISO 8601, in UTC.', { format: 'date-time' });
export const calendarDate: Shape<string> = text('yyyy-mm-dd', { format: 'date' });
export const clockTime: Shape<string> = text('HH:mm', { pattern: '^\\d\\d:\\d\\d$' });
export const zone: Shape<string> = text('An IANA time zone, such as America/Sao_Paulo.');

export const oneOf = <const Word extends string | number>(...words: readonly Word[]): Shape<Word> =>
  shape({ type: typeof words[0] === 'number' ? 'integer' : 'string', enum: words });

export const integer = (description?: string): Shape<number> =>
  shape({ type: 'integer', ...(description === undefined ? {} : { description }) });

export const number = (description?: string): Shape<number> =>
  shape({ type: 'number', ...(description === undefined ? {} : { description }) });

export const yesOrNo = (description?: string): Shape<boolean> =>
  shape({ type: 'boolean', ...(description === undefined ? {} : { description }) });

export const yes: Shape<true> = shape({ const: true });
export const no: Shape<false> = shape({ const: false });

export const list = <T>(items: Shape<T>, description?: string): Shape<T[]> =>
  shape({ type: 'array', items: items.schema, ...(description === undefined ? {} : { description }) }, items.named);

export const orNull = <T>({ schema, named }: Shape<T>, description?: string): Shape<T | null> =>
  shape({ ...withNull(schema), ...(description === undefined ? {} : { description }) }, named);

/** One of several, told apart by what they hold. */
export const either = <T, U>(one: Shape<T>, other: Shape<U>): Shape<T | U> =>
  shape({ anyOf: [one.schema, other.schema] }, { ...one.named, ...other.named });

export const withNull = (schema: JsonSchema): JsonSchema => {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const { enum: words } = schema;
  return { ...schema, type: [schema.type, 'null'], ...(Array.isArray(words) ? { enum: [...words, null] } : {}) };
};

/** A field that may be missing. */
export const optional = <T>({ schema, named }: Shape<T>): Optional<T> => ({ schema, named, optional: true });

export const object = <const F extends Fields>(fields: F, description?: string): Shape<Told<F>> => {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => !('optional' in field)).map(([name]) => name);
  return shape(
    {
      type: 'object',
      ...(description === undefined ? {} : { description }),
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
      ...(required.length > 0 ? { required } : {}),
    },
    Object.assign({}, ...entries.map(([, { named }]) => named)),
  );
};

/** Stands among the document's components, and is referred to by its name. */
export const named = <T>(name: string, { schema, named }: Shape<T>): Shape<T> =>
  shape(reference(name), { ...named, [name]: schema });

export const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
