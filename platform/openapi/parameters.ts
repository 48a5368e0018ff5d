import type { Meaning } from '../http/meaning.ts';
import type { RegisteredRoute } from '../http/routes.ts';
import { paramSchemas, type ReadRequest } from './requests.ts';
import type { JsonSchema } from './shape.ts';

/** What a route takes beside its body. */
export const parametersOf = ({ checks }: RegisteredRoute, readRequest: ReadRequest): JsonSchema[] => [
  ...checks.flatMap((check) => parametersIn(check, readRequest)),
  header('X-Correlation-Id'),
];

const parametersIn = (check: Meaning, readRequest: ReadRequest): JsonSchema[] => {
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
        schema,
      }));
    }
    case 'headers':
      return [header(check.name)];
    case 'body':
    case 'position':
      return [];
  }
};

type Query = Readonly<{ properties: Record<string, JsonSchema>; required?: string[] }>;

const header = (name: string): JsonSchema => ({ $ref: `#/components/parameters/${name}` });
