import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/imports.ts';
import { composeFaults, namesIn } from './compose.ts';
import { dockerfileFaults } from './dockerfile.ts';
import { variableFaults } from './environment.ts';
import { missingInImage } from './image.ts';
import { render } from './kustomize.ts';
import { podFaults } from './pods.ts';
import { containersOf, type Resource, workloadsIn } from './resource.ts';
import { schemaFaults } from './schema.ts';
import { looseEnds } from './together.ts';

/** The base and every overlay. */
export const kustomizations = (): string[] => [
  'k8s/base',
  ...readdirSync(join(root, 'k8s/overlays')).map((name) => `k8s/overlays/${name}`),
];

export const faultsOf = (resources: readonly Resource[]): string[] => [
  ...resources.flatMap(schemaFaults),
  ...podFaults(resources),
  ...looseEnds(resources),
  ...variableFaults(resources),
];

/** What runs in the image: the program of every container, and the commands of an operator. */
const programs = (): string[] => {
  const resources = render(join(root, 'k8s/base'));
  const containers = workloadsIn(resources).flatMap(containersOf);
  const commands = ['rebuild', 'restore', 'secrets', 'verify'].map((command) => `local/${command}.mjs`);
  return [...new Set([...containers.flatMap(({ args = [] }) => args), ...commands])];
};

const text = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What is wrong with how the system is deployed. */
export const manifestFaults = (): string[] => {
  const { workspaces } = JSON.parse(text('package.json')) as { workspaces: string[] };
  const named = (file: string, faults: readonly string[]) => faults.map((fault) => `${file}: ${fault}`);
  return [
    ...kustomizations().flatMap((folder) => named(folder, faultsOf(render(join(root, folder))))),
    ...named('docker-compose.yml', composeFaults(text('docker-compose.yml'), namesIn(text('.env.example')))),
    ...named('Dockerfile', dockerfileFaults(text('Dockerfile'), workspaces)),
    ...named('Dockerfile', missingInImage(text('Dockerfile'), programs())),
  ];
};
