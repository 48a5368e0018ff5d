import { type AnyShape, type JsonSchema, reference } from './shape.ts';

/** The named parts of a document, each by one name and each name once. */
export type Schemas = {
  place(name: string, schema: JsonSchema): JsonSchema;
  /** For answers that many routes have in common. */
  placeResponse(name: string, response: JsonSchema): JsonSchema;
  /** Places what the shape refers to. */
  use(shape: AnyShape): JsonSchema;
  all(): Record<'schemas' | 'responses', Record<string, JsonSchema>>;
};

export const createSchemas = (): Schemas => {
  const schemas = new Map<string, JsonSchema>();
  const responses = new Map<string, JsonSchema>();
  const put = (among: Map<string, JsonSchema>, name: string, part: JsonSchema): void => {
    const before = among.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(part))
      throw new TypeError(`two different things are called ${name}`);
    among.set(name, part);
  };
  const place = (name: string, schema: JsonSchema): JsonSchema => {
    put(schemas, name, schema);
    return reference(name);
  };
  return {
    place,
    placeResponse: (name, response) => {
      put(responses, name, response);
      return { $ref: `#/components/responses/${name}` };
    },
    use: ({ schema, named }) => {
      for (const [name, each] of Object.entries(named)) place(name, each);
      return schema;
    },
    all: () => ({ schemas: inOrder(schemas), responses: inOrder(responses) }),
  };
};

const inOrder = (parts: Map<string, JsonSchema>): Record<string, JsonSchema> =>
  Object.fromEntries([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
