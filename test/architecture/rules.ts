import { type Import, importsOf, sourceFiles, sourceOf } from './imports.ts';

/** A broken rule: where, and what it says. */
export type Violation = { rule: string; file: string; detail: string };

type ImportRule = { says: string; forbids(edge: Import): boolean };
type TextRule = { says: string; reads(file: string): boolean; forbids: RegExp };

const services = ['command-service', 'query-service', 'projectors', 'notifier', 'archiver', 'gateway'];

const placeOf = (file: string): string => file.split('/')[0] ?? file;
const isSpec = (file: string): boolean =>
  /\.spec\.tsx?$/.test(file) || /\/(spec|support)\//.test(file) || placeOf(file) === 'test';
const packageOf = ({ to }: Import): string | undefined => ('package' in to ? to.package : undefined);
const fileOf = ({ to }: Import): string | undefined => ('file' in to ? to.file : undefined);
const place = (edge: Import): string | undefined => {
  const file = fileOf(edge);
  return file === undefined ? undefined : placeOf(file);
};

/** Outside specs, this package is imported only by files below these folders. */
const onlyWithin = (name: string, folders: string[]): ImportRule => ({
  says: `only ${folders.join(', ')} import ${name}`,
  forbids: (edge) =>
    packageOf(edge) === name && !isSpec(edge.from) && !folders.some((folder) => edge.from.startsWith(folder)),
});

const importRules: ImportRule[] = [
  {
    says: 'the domain imports nothing but itself and its calendar: no workspace, no I/O, no framework',
    forbids: (edge) =>
      placeOf(edge.from) === 'domain' &&
      !isSpec(edge.from) &&
      place(edge) !== 'domain' &&
      packageOf(edge) !== 'temporal-polyfill',
  },
  {
    says: 'the platform imports no other workspace',
    forbids: (edge) =>
      placeOf(edge.from) === 'platform' && !isSpec(edge.from) && !['platform', undefined].includes(place(edge)),
  },
  {
    says: 'services never import one another',
    forbids: (edge) => {
      const [from, to] = [placeOf(edge.from), place(edge)];
      return services.includes(from) && to !== undefined && services.includes(to) && from !== to && !isSpec(edge.from);
    },
  },
  {
    says: 'services, domain and platform know nothing of local/ and test/',
    forbids: (edge) =>
      [...services, 'domain', 'platform', 'client'].includes(placeOf(edge.from)) &&
      !isSpec(edge.from) &&
      ['local', 'test'].includes(place(edge) ?? ''),
  },
  {
    says: 'the client imports the domain and itself',
    forbids: (edge) =>
      placeOf(edge.from) === 'client' && ![undefined, 'client', 'domain'].includes(place(edge)) && !isSpec(edge.from),
  },
  {
    says: 'features of the client never import each other',
    forbids: (edge) => {
      const feature = (file: string | undefined) => /^client\/src\/features\/([^/]+)\//.exec(file ?? '')?.[1];
      const [from, to] = [feature(edge.from), feature(fileOf(edge))];
      return from !== undefined && to !== undefined && from !== to;
    },
  },
  {
    says: 'inversify appears only behind the wiring of a process',
    forbids: (edge) => packageOf(edge) === 'inversify' && edge.from !== 'platform/process/wiring.ts',
  },
  {
    says: 'a process is wired only in its container.ts',
    forbids: (edge) =>
      'file' in edge.to && edge.to.file === 'platform/process/wiring.ts' && !edge.from.endsWith('/container.ts'),
  },
  {
    says: 'the write side reads no read model',
    forbids: (edge) => placeOf(edge.from) === 'command-service' && place(edge) === 'schema' && !isSpec(edge.from),
  },
  {
    says: 'the read side writes no event: of the event store it knows positions, how a chain is followed and an event written down',
    forbids: (edge) =>
      placeOf(edge.from) === 'query-service' &&
      !isSpec(edge.from) &&
      /^platform\/(event-store\/(?!(position|follow-chain|line)\.ts)|command-handler\/)/.test(fileOf(edge) ?? ''),
  },
  onlyWithin('@eventstore/db-client', ['platform/event-store/', 'local/eventstore/']),
  onlyWithin('@grpc/grpc-js', ['platform/event-store/', 'local/eventstore/']),
  onlyWithin('prom-client', ['platform/', 'archiver/']),
  onlyWithin('amqplib', ['platform/messaging/']),
  onlyWithin('jsonwebtoken', ['platform/auth/']),
  onlyWithin('passport-jwt', ['platform/auth/']),
  onlyWithin('nodemailer', ['notifier/']),
  onlyWithin('@node-rs/argon2', ['command-service/']),
  onlyWithin('temporal-polyfill', ['domain/']),
  onlyWithin('stripe', ['command-service/payments/', 'local/sandbox/']),
  onlyWithin('pg-boss', ['platform/postgres/']),
  onlyWithin('pg-copy-streams', ['archiver/']),
  onlyWithin('@aws-sdk/client-s3', ['archiver/target/']),
  onlyWithin('@aws-sdk/lib-storage', ['archiver/target/']),
  onlyWithin('date-holidays', ['platform/calendar/']),
];

const textRules: TextRule[] = [
  {
    says: 'a stream name has one author, domain/streams.ts',
    reads: (file) => file !== 'domain/streams.ts' && !isSpec(file),
    forbids: /`(doctorDay|doctor|patient|patientVisits|user|email|session|payment|feedback|backup)-\$\{/,
  },
  {
    says: 'the platform has not one domain word',
    reads: (file) => placeOf(file) === 'platform' && !isSpec(file),
    forbids: /\b(appointment|doctor|patient|clinic)s?\b/i,
  },
  {
    says: 'nothing in the domain reads a clock or rolls dice',
    reads: (file) => placeOf(file) === 'domain' && !isSpec(file),
    forbids: /\bDate\.now\(|new Date\(\)|Math\.random\(|Temporal\.Now|randomUUID/,
  },
];

/** Files that import each other in a loop, each loop once, as the path that closes it. */
export const cyclesIn = (edges: readonly Import[]): string[][] => {
  const next = new Map<string, Import[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    for (const edge of next.get(file) ?? []) if ('file' in edge.to) visit(edge.to.file, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
};

export const brokenBy = (edges: readonly Import[]): Violation[] => [
  ...edges.flatMap((edge) =>
    importRules
      .filter((rule) => rule.forbids(edge))
      .map(({ says }) => ({ rule: says, file: edge.from, detail: `imports ${fileOf(edge) ?? packageOf(edge)}` })),
  ),
  ...cyclesIn(edges).map((path) => ({
    rule: 'files do not import each other in a loop',
    file: path[0] ?? '',
    detail: path.join(' > '),
  })),
];

export const brokenInText = (file: string, text: string): Violation[] =>
  textRules
    .filter(({ reads }) => reads(file))
    .flatMap(({ says, forbids }) =>
      text
        .split('\n')
        .flatMap((line, k) =>
          forbids.test(line) ? [{ rule: says, file, detail: `line ${k + 1}: ${line.trim()}` }] : [],
        ),
    );

export const violations = (): Violation[] => {
  const files = sourceFiles();
  return [...brokenBy(files.flatMap(importsOf)), ...files.flatMap((file) => brokenInText(file, sourceOf(file)))];
};
