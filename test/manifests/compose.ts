import { parse } from 'yaml';
import { environmentFaults, type Given } from './environment.ts';
import { image } from './pods.ts';

type ComposeService = {
  image?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  profiles?: string[];
  read_only?: boolean;
  cap_drop?: string[];
};

/** What stands in `${...}`: the name and what follows when it is not set. */
const placeholder = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** What is wrong with a docker-compose.yml; `explained` are the names in .env.example. */
export const composeFaults = (text: string, explained: readonly string[]): string[] => {
  const { services } = parse(text, { merge: true }) as { services: Record<string, ComposeService> };
  const ours = Object.entries(services).filter(([, service]) => isOurs(service));
  const named = [...text.matchAll(placeholder)].map(([, name = '']) => name);
  return [
    ...Object.entries(services).flatMap(([name, service]) => [
      ...(isOurs(service) ? [] : image(service.image ?? '').map((fault) => `${name}: ${fault}`)),
      ...waits(name, service, services),
    ]),
    ...ours.flatMap(([name, { command, environment, read_only, cap_drop }]) => [
      ...environmentFaults(command?.[0] ?? '', givenIn(environment ?? {})).map((fault) => `${name}: ${fault}`),
      ...(read_only && cap_drop?.includes('ALL') ? [] : [`${name}: may write to its image or keeps capabilities`]),
    ]),
    ...named.filter((name) => !explained.includes(name)).map((name) => `.env.example does not explain ${name}`),
    ...explained
      .filter((name) => !named.includes(name))
      .map((name) => `.env.example explains ${name}, which nobody reads`),
  ];
};

const isOurs = ({ image: name = '' }: ComposeService): boolean => /^careconnect(-archiver)?:/.test(name);

const waits = (name: string, { depends_on = {} }: ComposeService, services: Record<string, ComposeService>): string[] =>
  Object.entries(depends_on).flatMap(([other, { condition }]) => {
    if (!services[other]) return [`${name}: there is no ${other} to wait for`];
    return condition === 'service_healthy' && !services[other].healthcheck
      ? [`${name}: waits for the health of ${other}, which is not asked for it`]
      : [];
  });

const givenIn = (environment: Readonly<Record<string, string | number>>): Record<string, Given> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, givenBy(String(value))]));

/** A value that holds nothing that must be set is known; of an address with a password in it, its form is. */
const givenBy = (value: string): Given => {
  if (/^\$\{\w+(:\?[^}]*)?\}$/.test(value)) return 'secret';
  const known = value.replace(placeholder, (_, name: string, kind?: string, otherwise = '') =>
    kind === '-' ? otherwise : name.toLowerCase(),
  );
  return { value: known };
};

/** The names that a file of NAME=VALUE lines sets. */
export const namesIn = (text: string): string[] => [...text.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
