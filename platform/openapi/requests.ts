import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, IS_EMPTY, IS_OPTIONAL, ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { allowed } from '../http/fields.ts';
import { type AnyShape, type JsonSchema, reference, withNull } from './shape.ts';

type Class = new () => object;
/** What a decorator has noted about a property. */
type Check = Readonly<{
  target: Class;
  propertyName: string;
  /** Which check; the type is the same for all that are no more than a function. */
  name?: string;
  type: string;
  message?: unknown;
  constraintCls?: new () => { defaultMessage?(): string };
}>;
export type ReadRequest = (shape: Class) => AnyShape;

/** What the platform's own field checks (http/fields.ts) mean. */
const ownFields: Readonly<Record<string, JsonSchema>> = {
  isId: { type: 'string', format: 'uuid' },
  isCalendarDate: { type: 'string', format: 'date' },
  isClockTime: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
  isInstant: { type: 'string', format: 'date-time' },
};

/** The kinds of parts of a path. */
export const paramSchemas = {
  id: { ...ownFields.isId, description: allowed.id },
  date: { ...ownFields.isCalendarDate, description: allowed.date },
  time: { ...ownFields.isClockTime, description: allowed.time },
  text: { type: 'string' },
} as const;

/** Reads the schema of a request from the decorators of its class. @throws for a check of which no schema is known */
export const requestsWith = (fields: Readonly<Record<string, JsonSchema>>): ReadRequest => {
  const known = { ...ownFields, ...fields };
  const read = (shape: Class): AnyShape => {
    const named: Record<string, JsonSchema> = {};
    const nested = (check: Check): JsonSchema => {
      const inner = innerOf(check);
      const { schema, named: further } = read(inner);
      Object.assign(named, further, { [inner.name]: schema });
      return reference(inner.name);
    };
    const { properties = {}, required = [] } = targetConstructorToSchema(shape, {
      refPointerPrefix: '#/components/schemas/',
      additionalConverters: {
        ...known,
        [ValidationTypes.NESTED_VALIDATION]: nested,
        [ValidationTypes.CUSTOM_VALIDATION]: unknownCheck,
      } as never,
    }) as Readonly<{ properties?: Record<string, JsonSchema>; required?: string[] }>;
    const defaults = new shape() as Readonly<Record<string, unknown>>;
    const needed = required.filter((name) => defaults[name] === undefined);
    const described = Object.entries(properties).flatMap(([name, schema]) => {
      const checks = checksOf(shape, name);
      if (isAmong(checks, IS_EMPTY)) return [];
      const standard = defaults[name] === undefined ? {} : { default: defaults[name] };
      const or = isAmong(checks, IS_OPTIONAL) ? withNull : (same: JsonSchema) => same;
      return [[name, { ...descriptionOf(checks, known), ...or(plain(schema)), ...standard }]];
    });
    const schema = {
      type: 'object',
      properties: Object.fromEntries(described),
      ...(needed.length > 0 ? { required: needed } : {}),
      additionalProperties: false,
    };
    return { schema, named };
  };
  return read;
};

const checksOf = (shape: Class, property: string): Check[] => {
  const checks = getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false) as unknown as Check[];
  return checks.filter(({ propertyName }) => propertyName === property);
};

const isAmong = (checks: readonly Check[], wanted: string): boolean => checks.some(({ name }) => name === wanted);

/** What is named says it all. */
const plain = (schema: JsonSchema): JsonSchema => ('$ref' in schema ? { $ref: schema.$ref } : schema);

const innerOf = ({ target, propertyName }: Check): Class => {
  const type = defaultMetadataStorage.findTypeMetadata(target, propertyName)?.typeFunction();
  if (!type) throw new TypeError(`${target.name}.${propertyName} is nested without @Type`);
  return type as Class;
};

const unknownCheck = ({ target, propertyName, type }: Check): never => {
  throw new TypeError(
    `${target.name}.${propertyName} is checked by ${type}, of which no schema is known: tell it in api.ts`,
  );
};

/** Whoever is told that a field is not as it should be hears what it should be. What the schema says already is left out. */
const descriptionOf = (checks: readonly Check[], known: object): { description?: string } => {
  const words = checks.filter(({ name = '', message }) => message || name in known).flatMap(wordsOf);
  return words.length > 0 ? { description: [...new Set(words)].join('; ') } : {};
};

const wordsOf = ({ message, constraintCls }: Check): string[] => {
  const [constraint] = constraintCls ? getMetadataStorage().getTargetValidatorConstraints(constraintCls) : [];
  const said = message ?? (constraint?.instance as { defaultMessage?(): string } | undefined)?.defaultMessage?.();
  const what = typeof said === 'string' ? /^\$property must (?:be )?(.*)$/.exec(said)?.[1] : undefined;
  return what === undefined || what.includes('$') ? [] : [what];
};
