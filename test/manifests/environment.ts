import { environment as drill } from '@careconnect/local/drill/main.ts';
import type { ConfigTable } from '@careconnect/platform/config/config.ts';
import { settingsOf } from '../check/configuration.ts';
import { type Container, containersOf, nameOf, ofKind, type Resource, workloadsIn } from './resource.ts';

/** What is known of a variable: its value, or that it comes from elsewhere, maybe. */
export type Given = { value: string } | 'secret' | 'maybe';

/** What the program of a container reads, by its first argument. */
const tableOf = (program: string): ConfigTable | undefined =>
  program === 'schema/main.ts'
    ? settingsOf['npm run migrate']
    : program.startsWith('local/')
      ? drill
      : settingsOf[program.replace(/\/main\.ts$/, '')];

/** Read by Node itself. */
const ofNode = ['NODE_EXTRA_CA_CERTS'];

/** Read by the library that reaches buckets, not by us. */
const bucketKeys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'];

/** What is wrong with the variables of one program: unknown, missing, or not to be read. */
export const environmentFaults = (program: string, given: Readonly<Record<string, Given>>): string[] => {
  const table = tableOf(program);
  if (!table) return [`${program} is no program of ours`];
  const isKnown = (name: string) =>
    name in table || ofNode.includes(name) || ('BACKUP_TARGET' in table && bucketKeys.includes(name));
  const isThere = (name: string) => {
    const one = given[name];
    return one === 'secret' || (typeof one === 'object' && one.value !== '');
  };
  return [
    ...Object.keys(given)
      .filter((name) => !isKnown(name))
      .map((name) => `${program} knows no ${name}`),
    ...Object.entries(table)
      .filter(([name, setting]) => !setting.fallback && !isThere(name))
      .map(([name]) => `${program} is not given ${name}`),
    ...Object.entries(given).flatMap(([name, one]) =>
      typeof one === 'object' && one.value !== '' && name in table && !reads(table[name], one.value)
        ? [`${program} cannot read ${name}=${one.value}: it must be ${table[name]?.allowed}`]
        : [],
    ),
  ];
};

const reads = (setting: ConfigTable[string] | undefined, value: string): boolean => {
  try {
    setting?.read(value);
    return true;
  } catch {
    return false;
  }
};

/** Of every container; a base without ConfigMaps leaves their values to its overlays. */
export const variableFaults = (resources: readonly Resource[]): string[] => {
  const maps = new Map(ofKind(resources, 'ConfigMap').map((map) => [nameOf(map), map.data ?? {}]));
  const used = new Set<string>();
  const faults = workloadsIn(resources).flatMap((workload) =>
    containersOf(workload).flatMap((container) => {
      const given: Record<string, Given> = {};
      for (const { name, value, valueFrom } of container.env ?? []) {
        const { secretKeyRef: secret, configMapKeyRef: config } = valueFrom ?? {};
        if (config) used.add(`${config.name}/${config.key}`);
        const inMap = config && maps.get(config.name ?? '')?.[config.key];
        if (value !== undefined) given[name] = { value };
        else if (secret) given[name] = secret.optional ? 'maybe' : 'secret';
        else if (inMap !== undefined) given[name] = { value: inMap };
        else if (maps.size === 0) given[name] = 'secret';
      }
      const [program = ''] = container.args ?? [];
      return [...environmentFaults(program, given), ...listening(container, program), ...missing(container, maps)].map(
        (fault) => `${workload.name}, ${container.name}: ${fault}`,
      );
    }),
  );
  const unused = [...maps].flatMap(([name, data]) =>
    Object.keys(data)
      .filter((key) => !used.has(`${name}/${key}`))
      .map((key) => `ConfigMap ${name}: nobody reads ${key}`),
  );
  return [...faults, ...unused];
};

const missing = ({ env = [] }: Container, maps: ReadonlyMap<string, Readonly<Record<string, string>>>): string[] =>
  maps.size === 0
    ? []
    : env.flatMap(({ valueFrom }) => {
        const config = valueFrom?.configMapKeyRef;
        return config && maps.get(config.name ?? '')?.[config.key] === undefined
          ? [`${config.key} is missing in the ConfigMap ${config.name}`]
          : [];
      });

const listening = ({ ports = [], env = [] }: Container, program: string): string[] => {
  const port = env.find(({ name }) => name === 'PORT')?.value ?? tableOf(program)?.PORT?.fallback?.value;
  return ports
    .filter(({ containerPort }) => containerPort !== Number(port))
    .map(({ containerPort }) => `listens at ${port}, not at ${containerPort}`);
};
