import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { api as commands } from '@careconnect/command-service/api.ts';
import type { Api } from '@careconnect/platform/openapi/described.ts';
import { documentOf, gapsIn } from '@careconnect/platform/openapi/document.ts';
import { api as projectors } from '@careconnect/projectors/api.ts';
import { api as queries } from '@careconnect/query-service/api.ts';

const folder = new URL('../../schema/openapi/', import.meta.url);
const services: Record<string, Api> = { 'command-service': commands, 'query-service': queries, projectors };

const fileOf = (service: string): URL => new URL(`${service}.json`, folder);
const textOf = (api: Api): string => `${JSON.stringify(documentOf(api), null, 2)}\n`;

/** Whether every route is described, and schema/openapi/ says what the routes are. */
export const apiIsDocumented = (): boolean => {
  const gaps = Object.entries(services).flatMap(([service, api]) => gapsIn(api).map((gap) => `${service}: ${gap}`));
  for (const gap of gaps) console.error(gap);
  if (gaps.length > 0) return false;
  const stale = Object.entries(services).filter(([service, api]) => written(service) !== textOf(api));
  for (const [service] of stale)
    console.error(`schema/openapi/${service}.json is out of step with the routes: npm run document writes it anew`);
  return stale.length === 0;
};

const written = (service: string): string | undefined => {
  try {
    return readFileSync(fileOf(service), 'utf8');
  } catch {
    return undefined;
  }
};

export const documentApi = (): void => {
  mkdirSync(folder, { recursive: true });
  for (const [service, api] of Object.entries(services)) writeFileSync(fileOf(service), textOf(api));
};
