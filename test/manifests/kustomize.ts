import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { parse, parseAllDocuments } from 'yaml';
import { containersOf, nameOf, type Resource, workloadsIn } from './resource.ts';

/** As much of kustomize as our overlays use; what is not named here is refused, not passed over. */
type Kustomization = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1';
  kind: 'Kustomization';
  namespace?: string;
  resources: string[];
  configMapGenerator?: { name: string; envs: string[] }[];
  images?: { name: string; newName?: string; newTag?: string; digest?: string }[];
  patches?: { target: { kind: string; name: string }; patch: string }[];
};

const known: Record<keyof Kustomization, true> = {
  ...{ apiVersion: true, kind: true, namespace: true, resources: true },
  ...{ configMapGenerator: true, images: true, patches: true },
};

export class NotRendered extends Error {}

/**
 * What `kubectl kustomize` makes of a folder, but for the hash in the name of a generated ConfigMap. Patches are those of RFC 6902
 * alone, which a library applies: nothing is merged here.
 */
export const render = (folder: string): Resource[] => {
  const kustomization = kustomizationIn(folder);
  const { namespace, configMapGenerator = [], images = [], patches = [] } = kustomization;
  const resources = [
    ...kustomization.resources.flatMap((path) => resourcesAt(join(folder, path))),
    ...configMapGenerator.map(({ name, envs }) => configMap(name, join(folder, only(envs)))),
  ];
  for (const { target, patch } of patches) apply(patch, targetIn(resources, target));
  for (const workload of workloadsIn(resources))
    for (const container of containersOf(workload)) container.image = imageFor(container.image ?? '', images);
  if (namespace)
    for (const resource of resources)
      if (resource.kind !== 'Namespace') resource.metadata = { ...resource.metadata, namespace };
  return resources;
};

const kustomizationIn = (folder: string): Kustomization => {
  const found = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  for (const field of Object.keys(found))
    if (!(field in known)) throw new NotRendered(`${folder}/kustomization.yaml: ${field} is not rendered here`);
  return found;
};

const resourcesAt = (path: string): Resource[] =>
  statSync(path).isDirectory() ? render(path) : resourcesFrom(readFileSync(path, 'utf8'));

/** @throws what YAML says about a text that is none */
export const resourcesFrom = (text: string): Resource[] =>
  parseAllDocuments(text).map((document) => {
    for (const error of document.errors) throw error;
    return document.toJS();
  });

const only = (envs: readonly string[]): string => {
  const [file, ...more] = envs;
  if (!file || more.length > 0) throw new NotRendered('a ConfigMap is made of one file here');
  return file;
};

const configMap = (name: string, file: string): Resource => {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const pairs = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: Object.fromEntries(pairs) };
};

const targetIn = (resources: readonly Resource[], { kind, name }: { kind: string; name: string }): Resource => {
  const found = resources.find((resource) => resource.kind === kind && nameOf(resource) === name);
  if (!found) throw new NotRendered(`there is no ${kind} ${name} to patch`);
  return found;
};

const apply = (patch: string, resource: Resource): void => {
  const operations: unknown = parse(patch);
  if (!Array.isArray(operations)) throw new NotRendered('a patch is a list of operations here');
  jsonPatch.applyPatch(resource, operations as Operation[], true);
};

const imageFor = (image: string, images: NonNullable<Kustomization['images']>): string => {
  const name = image.replace(/(@|:[^:/]*$).*/, '');
  const other = images.find((each) => each.name === name);
  if (!other) return image;
  const renamed = other.newName ?? name;
  return other.digest ? `${renamed}@${other.digest}` : `${renamed}:${other.newTag ?? image.slice(name.length + 1)}`;
};
