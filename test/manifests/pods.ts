import { usualStopMs } from '@careconnect/platform/process/run.ts';
import { type Container, containersOf, nameOf, ofKind, type Resource, type Workload, workloadsIn } from './resource.ts';

/** What is wrong with the pods, each by itself. */
export const podFaults = (resources: readonly Resource[]): string[] =>
  workloadsIn(resources).flatMap((workload) => [
    ...pod(workload).map((fault) => `${workload.name}: ${fault}`),
    ...account(workload, resources).map((fault) => `${workload.name}: ${fault}`),
    ...containersOf(workload).flatMap((container) =>
      [...restricted(container), ...resourcesOf(container), ...image(container.image ?? '')].map(
        (fault) => `${workload.name}, ${container.name}: ${fault}`,
      ),
    ),
    ...(workload.resource.kind === 'Deployment' ? probes(workload) : []),
  ]);

/** The rest of the restricted Pod Security Standard is about what our manifests do not hold at all. */
const pod = ({ template: { spec } }: Workload): string[] => {
  const { securityContext: security } = spec ?? {};
  const uid = security?.runAsUser ?? 0;
  const gid = security?.runAsGroup ?? 0;
  return faults({
    'runs as root': security?.runAsNonRoot !== true,
    'has an id of the host: user and group begin at 10000': uid < 10_000 || gid < 10_000,
    'has no seccomp profile RuntimeDefault': security?.seccompProfile?.type !== 'RuntimeDefault',
    'shares something with its host': Boolean(spec?.hostNetwork || spec?.hostPID || spec?.hostIPC),
    'mounts more than a ConfigMap, a Secret or an emptyDir with a limit': (spec?.volumes ?? []).some(
      ({ configMap, secret, emptyDir }) => !(configMap || secret || emptyDir?.sizeLimit),
    ),
    'is told the addresses of all Services': spec?.enableServiceLinks !== false,
    'is ended before it may have stopped': (spec?.terminationGracePeriodSeconds ?? 30) * 1_000 < patience(spec),
  });
};

const patience = (spec: Workload['template']['spec']): number =>
  Math.max(...(spec?.containers ?? []).map(({ lifecycle }) => sleepOf(lifecycle))) * 1_000 + usualStopMs;

const sleepOf = (lifecycle: Container['lifecycle']): number => {
  const [program, seconds] = lifecycle?.preStop?.exec?.command ?? [];
  return program === 'sleep' ? Number(seconds) : 0;
};

const account = ({ template: { spec } }: Workload, resources: readonly Resource[]): string[] => {
  const own = ofKind(resources, 'ServiceAccount').find((each) => nameOf(each) === spec?.serviceAccountName);
  return faults({
    'has no ServiceAccount of its own': !own,
    'is given a token for the API of Kubernetes':
      spec?.automountServiceAccountToken !== false || own?.automountServiceAccountToken !== false,
  });
};

const restricted = ({ securityContext: security, ports }: Container): string[] =>
  faults({
    'may gain privileges': security?.allowPrivilegeEscalation !== false || security.privileged === true,
    'keeps capabilities': security?.capabilities?.drop?.includes('ALL') !== true || Boolean(security.capabilities.add),
    'may write to its image': security?.readOnlyRootFilesystem !== true,
    'takes a port of its host': (ports ?? []).some(({ hostPort }) => hostPort !== undefined),
  });

const resourcesOf = ({ resources }: Container): string[] =>
  ['requests', 'limits'].flatMap((kind) =>
    ['cpu', 'memory', 'ephemeral-storage']
      .filter((what) => resources?.[kind as 'requests' | 'limits']?.[what] === undefined)
      .map((what) => `has no ${what} among its ${kind}`),
  );

/** A digest, or a tag that names a release down to its last number, of which PostgreSQL has two. */
export const image = (name: string): string[] =>
  /@sha256:[0-9a-f]{64}$|:v?\d+\.\d+\.\d+[\w.-]*$|^postgres:\d+\.\d+[\w-]*$/.test(name)
    ? []
    : [`the image ${name} is not pinned`];

const probes = ({ name, template: { spec } }: Workload): string[] =>
  (spec?.containers ?? []).flatMap(({ startupProbe, livenessProbe, readinessProbe, lifecycle }) =>
    faults({
      // Liveness tests no dependency: a dead database is no reason to restart a process.
      'liveness is not asked at /health/live': livenessProbe?.httpGet?.path !== '/health/live',
      'readiness is not asked at /health/ready': readinessProbe?.httpGet?.path !== '/health/ready',
      'its start is not waited for at /health/live': startupProbe?.httpGet?.path !== '/health/live',
      // What is away for two seconds is told as down by then, and not as silent.
      'readiness is given less time than it takes': (readinessProbe?.timeoutSeconds ?? 1) < 3,
      'does not wait until nobody sends requests any more': sleepOf(lifecycle) < 5,
    }).map((fault) => `${name}: ${fault}`),
  );

const faults = (found: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(found).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
