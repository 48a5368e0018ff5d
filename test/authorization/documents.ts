import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Answer } from './system.ts';

type Json = { [key: string]: unknown };

/** A field of a body, below others. */
export type Field = Readonly<{ at: readonly string[]; mayBeNull: boolean }>;

export type Operation = Readonly<{
  service: string;
  id: string;
  method: string;
  path: string;
  /** Null for anyone. */
  roles: readonly string[] | null;
  headers: readonly string[];
  hasBody: boolean;
  fields: readonly Field[];
  hasQuery: boolean;
  /** The codes of all problems it may answer. */
  problems: readonly string[];
}>;

const services = ['command-service', 'query-service', 'projectors'];
const documents = new Map(
  services.map((service): [string, Json] => [
    service,
    JSON.parse(readFileSync(new URL(`../../schema/openapi/${service}.json`, import.meta.url), 'utf8')),
  ]),
);

/** Every operation that schema/openapi/ documents. */
export const operations = (): Operation[] =>
  [...documents].flatMap(([service, { paths }]) =>
    Object.entries(paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => operationOf(service, method.toUpperCase(), path, operation)),
    ),
  );

const operationOf = (service: string, method: string, path: string, operation: Json): Operation => {
  const security = operation.security as { accessToken?: string[] }[];
  const roles = security.flatMap(({ accessToken = [] }) => accessToken);
  const parameters = operation.parameters as { $ref?: string; in?: string }[];
  const answers = Object.values(operation.responses as Record<string, { $ref?: string }>);
  return {
    ...{ service, method, path },
    id: String(operation.operationId),
    roles: roles.length > 0 ? roles : null,
    headers: parameters.flatMap(({ $ref }) => $ref?.split('/').at(-1) ?? []),
    hasBody: operation.requestBody !== undefined,
    fields: fieldsIn(service, bodyOf(operation)),
    hasQuery: parameters.some((parameter) => parameter.in === 'query'),
    problems: answers.flatMap(({ $ref }) => $ref?.split('/').at(-1)?.split('.') ?? []),
  };
};

const bodyOf = ({ requestBody }: Json): Json | undefined =>
  (requestBody as { content: Record<string, { schema: Json }> } | undefined)?.content['application/json']?.schema;

const fieldsIn = (service: string, given: Json | undefined, at: string[] = []): Field[] => {
  const schema = given && '$ref' in given ? follow(service, String(given.$ref).slice(2).split('/'))?.response : given;
  return Object.entries((schema?.properties ?? {}) as Record<string, Json>).flatMap(([name, field]) => [
    { at: [...at, name], mayBeNull: takesNull(field) },
    ...fieldsIn(service, field, [...at, name]),
  ]);
};

const takesNull = ({ type, anyOf }: Json): boolean =>
  [type].flat().includes('null') || (Array.isArray(anyOf) && anyOf.some((each) => takesNull(each)));

/** A field that nobody has documented is a fault here, though clients should bear it. */
const closed = (schema: unknown, part = false): unknown => {
  if (Array.isArray(schema)) return schema.map((each) => closed(each, part));
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(
    Object.entries(schema).map(([name, each]) => [
      name,
      closed(each, name === 'allOf' || (part && name !== 'properties')),
    ]),
  );
  if ('allOf' in schema) return { ...inside, unevaluatedProperties: false };
  return (schema as Json).type === 'object' && 'properties' in schema && !part
    ? { additionalProperties: false, ...inside }
    : inside;
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
for (const [service, document] of documents) {
  const { components, ...rest } = closed(document) as { components: { schemas: Json } };
  // What all problems have is part of each of them.
  const { Problem } = (document.components as { schemas: Json }).schemas;
  ajv.addSchema({ $id: service, ...rest, components: { ...components, schemas: { ...components.schemas, Problem } } });
}

/** What is wrong with an answer, as its document has it; nothing when all is well. */
export const faultsIn = (operation: Operation, { status, headers, body }: Answer): string[] => {
  const { service, method, path } = operation;
  const at = ['paths', path, method.toLowerCase(), 'responses', String(status)];
  const documented = follow(service, at);
  if (!documented) return [`${status} ${body.code ?? ''} is not documented`];
  const { place, response } = documented;
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  const { content, headers: carried = {} } = response as { content: Json; headers?: Json };
  if (!(type in content)) return [`${status} is not documented as ${type}`];
  const pointer = [...place, 'content', type, 'schema'].map(escaped).join('/');
  const validate = ajv.getSchema(`${service}#/${pointer}`);
  if (!validate) throw new Error(`no schema at ${pointer}`);
  const faults = validate(body) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
  const missing = Object.keys(carried).filter((name) => !headers.has(name) && name !== 'Set-Cookie');
  const silent = ['etag', 'retry-after'].filter((name) => headers.has(name) && !hasHeader(carried, name));
  return [
    ...faults,
    ...missing.map((name) => `the header ${name} is missing`),
    ...silent.map((name) => `the header ${name} is not documented`),
  ];
};

const hasHeader = (carried: Json, name: string): boolean =>
  Object.keys(carried).some((each) => each.toLowerCase() === name);

const follow = (service: string, path: string[]): { place: string[]; response: Json } | undefined => {
  const response = path.reduce<unknown>((part, name) => (part as Json | undefined)?.[name], documents.get(service));
  if (response === undefined) return undefined;
  const { $ref } = response as { $ref?: string };
  return $ref ? follow(service, $ref.slice(2).split('/')) : { place: path, response: response as Json };
};

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
