import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
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
};

/** The kinds of parts of a path. */
export const paramSchemas = {
  id: { ...ownFields.isId, description: allowed.id },
  date: { ...ownFields.isCalendarDate, description: allowed.date },
  time: { ...ownFields.isClockTime, description: allowed.time },
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
    const described = Object.entries(properties).map(([name, schema]) => [
      name,
      {
        ...descriptionOf(shape, name, known),
        ...orNullWhere(schema, !required.includes(name)),
        ...(defaults[name] === undefined ? {} : { default: defaults[name] }),
      },
    ]);
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

/** What may be left out may be null too. */
const orNullWhere = (schema: JsonSchema, mayBeNull: boolean): JsonSchema => {
  const plain = '$ref' in schema ? { $ref: schema.$ref } : schema;
  return mayBeNull ? withNull(plain) : plain;
};

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
const descriptionOf = (shape: Class, property: string, known: object): { description?: string } => {
  const checks = getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false) as unknown as Check[];
  const told = checks.filter(
    (check) => check.propertyName === property && (check.message || (check.name ?? '') in known),
  );
  const words = told.flatMap(wordsOf);
  return words.length > 0 ? { description: [...new Set(words)].join('; ') } : {};
};

const wordsOf = ({ message, constraintCls }: Check): string[] => {
  const [constraint] = constraintCls ? getMetadataStorage().getTargetValidatorConstraints(constraintCls) : [];
  const said = message ?? (constraint?.instance as { defaultMessage?(): string } | undefined)?.defaultMessage?.();
  const what = typeof said === 'string' ? /^\$property must (?:be )?(.*)$/.exec(said)?.[1] : undefined;
  return what === undefined || what.includes('$') ? [] : [what];
};
