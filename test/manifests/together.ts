import { prefixes } from '@careconnect/gateway/gateway.ts';
import { type Labels, nameOf, ofKind, type Resource, type Workload, workloadsIn } from './resource.ts';

/** What is wrong with how the resources hang together. */
export const looseEnds = (resources: readonly Resource[]): string[] => {
  const workloads = workloadsIn(resources);
  return [
    ...workloads.flatMap((workload) => [...several(workload, resources), ...guarded(workload, resources)]),
    ...selecting(resources, workloads),
    ...scaling(resources),
    ...denied(resources),
    ...services(resources, workloads),
    ...wayIn(resources),
  ];
};

const bothWays = ['Ingress', 'Egress'] as const;

type Selector = { matchLabels?: Labels } | undefined;

const selects = (selector: Selector, labels: Labels): boolean =>
  Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);

/** By its own name, not together with all others. */
const names = (selector: Selector, { labels }: Workload): boolean =>
  selects(selector, labels) && selector?.matchLabels?.['app.kubernetes.io/name'] !== undefined;

const several = (workload: Workload, resources: readonly Resource[]): string[] => {
  const { resource, name, replicas, labels, template } = workload;
  if (resource.kind !== 'Deployment') return [];
  const spread = (template.spec?.topologySpreadConstraints ?? []).filter(
    ({ labelSelector, topologyKey }) => selects(labelSelector, labels) && topologyKey === 'kubernetes.io/hostname',
  );
  const budget = ofKind(resources, 'PodDisruptionBudget').find(({ spec }) => names(spec?.selector, workload));
  const { minAvailable = 0, maxUnavailable = 0 } = budget?.spec ?? {};
  return [
    ...(selects(resource.spec?.selector, labels) ? [] : [`${name}: does not select its own pods`]),
    ...(replicas > 1 && spread.length === 0 ? [`${name}: its pods are not spread over hosts`] : []),
    ...(replicas > 1 && !budget ? [`${name}: has no PodDisruptionBudget`] : []),
    ...(budget && maxUnavailable === 0 && Number(minAvailable) >= replicas
      ? [`${name}: its PodDisruptionBudget lets no node be emptied`]
      : []),
  ];
};

const guarded = (workload: Workload, resources: readonly Resource[]): string[] => {
  const own = ofKind(resources, 'NetworkPolicy').find(
    ({ spec }) => names(spec?.podSelector, workload) && bothWays.every((way) => spec?.policyTypes?.includes(way)),
  );
  if (!own) return [`${workload.name}: has no NetworkPolicy of its own for both ways`];
  const ports = (workload.template.spec?.containers ?? []).flatMap((each) => each.ports ?? []);
  return (own.spec?.ingress ?? [])
    .flatMap((rule) => rule.ports ?? [])
    .filter(({ port }) => !ports.some(({ containerPort }) => containerPort === port))
    .map(({ port }) => `${workload.name}: its NetworkPolicy lets in at ${port}, where nobody listens`);
};

const selecting = (resources: readonly Resource[], workloads: readonly Workload[]): string[] => {
  const selectors: (readonly [Resource, Selector])[] = [
    ...ofKind(resources, 'Service').map((each) => [each, { matchLabels: each.spec?.selector ?? {} }] as const),
    ...ofKind(resources, 'PodDisruptionBudget').map((each) => [each, each.spec?.selector] as const),
    ...ofKind(resources, 'NetworkPolicy').map((each) => [each, each.spec?.podSelector] as const),
  ];
  return selectors
    .filter(([, selector]) => !workloads.some(({ labels }) => selects(selector, labels)))
    .map(([resource]) => `${resource.kind} ${nameOf(resource)}: selects no pod`);
};

const scaling = (resources: readonly Resource[]): string[] =>
  ofKind(resources, 'HorizontalPodAutoscaler').flatMap((scaler) => {
    const { name } = scaler.spec?.scaleTargetRef ?? {};
    const target = ofKind(resources, 'Deployment').find((each) => nameOf(each) === name);
    if (!target) return [`HorizontalPodAutoscaler ${nameOf(scaler)}: there is no ${name} to scale`];
    return target.spec?.replicas === undefined
      ? []
      : [`${name}: its replicas would be set back to ${target.spec.replicas} with every release`];
  });

const denied = (resources: readonly Resource[]): string[] => {
  const nothing = ofKind(resources, 'NetworkPolicy').some(
    ({ spec }) =>
      Object.keys(spec?.podSelector ?? {}).length === 0 &&
      bothWays.every((way) => spec?.policyTypes?.includes(way)) &&
      !spec?.ingress &&
      !spec?.egress,
  );
  return nothing ? [] : ['no NetworkPolicy denies what none allows'];
};

const services = (resources: readonly Resource[], workloads: readonly Workload[]): string[] =>
  ofKind(resources, 'Service').flatMap((service) => [
    ...(service.spec?.type === undefined || service.spec.type === 'ClusterIP'
      ? []
      : [`Service ${nameOf(service)}: is reached past the ingress`]),
    ...(service.spec?.ports ?? [])
      .filter(
        ({ targetPort }) =>
          !workloads.some(
            ({ labels, template }) =>
              selects({ matchLabels: service.spec?.selector ?? {} }, labels) &&
              template.spec?.containers.some(({ ports }) =>
                ports?.some(({ name, containerPort }) => targetPort === name || targetPort === containerPort),
              ),
          ),
      )
      .map(({ targetPort }) => `Service ${nameOf(service)}: nobody listens at ${targetPort}`),
  ]);

const serving = { commands: 'command-service', queries: 'query-service', projectors: 'projectors' } as const;

/** The ingress must send where the gateway of one machine does. */
const wayIn = (resources: readonly Resource[]): string[] =>
  ofKind(resources, 'Ingress').flatMap((ingress) => {
    const { rules = [], tls = [] } = ingress.spec ?? {};
    const paths = rules.flatMap(({ http }) => http?.paths ?? []);
    const leads = (path: string, name: string) =>
      paths.some((each) => each.path === path && each.pathType === 'Prefix' && each.backend.service?.name === name);
    const wanted = Object.entries(prefixes).flatMap(([path, part]) =>
      part in serving ? [[path, serving[part as keyof typeof serving]] as const] : [],
    );
    const known = (name: string | undefined, port: string | undefined) =>
      ofKind(resources, 'Service').some(
        (each) => nameOf(each) === name && each.spec?.ports?.some((one) => one.name === port),
      );
    return [
      ...[...wanted, ['/', 'gateway'] as const]
        .filter(([path, name]) => !leads(path, name))
        .map(([path, name]) => `Ingress: ${path} does not lead to ${name}`),
      ...paths
        .filter(({ backend }) => !known(backend.service?.name, backend.service?.port?.name))
        .map(({ path }) => `Ingress: ${path} leads nowhere`),
      ...rules
        .filter(({ host = '' }) => !tls.some(({ hosts, secretName }) => secretName && hosts?.includes(host)))
        .map(({ host }) => `Ingress: ${host} has no TLS`),
    ];
  });
