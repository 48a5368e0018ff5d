import { readFileSync } from 'node:fs';

export type Schema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  const?: unknown;
  enum?: readonly unknown[];
  default?: unknown;
  examples?: readonly unknown[];
  format?: string;
  pattern?: string;
  [bound: string]: unknown;
}>;

export type Parameter = Readonly<{
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}>;

export type Response = Readonly<{
  description: string;
  headers?: Readonly<Record<string, unknown>>;
  content?: Readonly<Record<string, { schema: Schema }>>;
}>;

type Reference = Readonly<{ $ref: string }>;

export type Operation = Readonly<{
  operationId: string;
  tags: readonly string[];
  summary: string;
  description?: string;
  security: readonly Readonly<Record<string, readonly string[]>>[];
  parameters: readonly (Parameter | Reference)[];
  requestBody?: Readonly<{ content: Readonly<Record<string, { schema: Schema }>> }>;
  responses: Readonly<Record<string, Response | Reference>>;
}>;

/** As much of OpenAPI as our documents use. */
export type Document = Readonly<{
  info: Readonly<{ title: string; description: string }>;
  tags: readonly Readonly<{ name: string; description: string }>[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Readonly<{
    schemas: Readonly<Record<string, Schema>>;
    parameters: Readonly<Record<string, Parameter>>;
    responses: Readonly<Record<string, Response>>;
  }>;
}>;

export const services = ['command-service', 'query-service'] as const;
export type ServiceName = (typeof services)[number];

export const textOf = (service: ServiceName): string =>
  readFileSync(new URL(`../../schema/openapi/${service}.json`, import.meta.url), 'utf8');

export const nameIn = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);

export const parameterOf = (document: Document, parameter: Parameter | Reference): Parameter | undefined =>
  '$ref' in parameter ? document.components.parameters[nameIn(parameter.$ref)] : parameter;

export const responseOf = (document: Document, response: Response | Reference): Response | undefined =>
  '$ref' in response ? document.components.responses[nameIn(response.$ref)] : response;
