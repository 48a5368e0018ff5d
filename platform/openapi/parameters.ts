import type { Meaning } from '../http/meaning.ts';
import type { RegisteredRoute } from '../http/routes.ts';
import { paramSchemas, type ReadRequest } from './requests.ts';
import type { JsonSchema } from './shape.ts';

/** What a route takes beside its body. */
export const parametersOf = (
  { checks }: RegisteredRoute,
  readRequest: ReadRequest,
  words: Readonly<Record<string, string>>,
): JsonSchema[] => [...checks.flatMap((check) => parametersIn(check, readRequest, words)), header('X-Correlation-Id')];

const parametersIn = (
  check: Meaning,
  readRequest: ReadRequest,
  words: Readonly<Record<string, string>>,
): JsonSchema[] => {
  switch (check.in) {
    case 'params':
      return Object.entries(check.kinds).map(([name, kind]) => ({
        name,
        in: 'path',
        required: true,
        schema: paramSchemas[kind],
      }));
    case 'query': {
      const { properties, required = [] } = readRequest(check.shape).schema as Query;
      return Object.entries(properties).map(([name, schema]) => ({
        name,
        in: 'query',
        ...(required.includes(name) ? { required: true } : {}),
        ...(words[name] === undefined ? {} : { description: words[name] }),
        schema: neverNull(schema),
      }));
    }
    case 'headers':
      return [header(check.name)];
    case 'body':
    case 'position':
      return [];
  }
};

/** There is no null in an address. */
const neverNull = ({ type, ...schema }: JsonSchema): JsonSchema => {
  const types = Array.isArray(type) ? type.filter((each) => each !== 'null') : [type];
  return { type: types[0], ...schema };
};

type Query = Readonly<{ properties: Record<string, JsonSchema>; required?: string[] }>;

const header = (name: string): JsonSchema => ({ $ref: `#/components/parameters/${name}` });
