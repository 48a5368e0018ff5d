import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';

/** What our manifests are made of: another kind has to be added here, and rules for it thought of. */
export type Resource =
  | IConfigMap
  | ICronJob
  | IDeployment
  | IHorizontalPodAutoscaler
  | IIngress
  | INamespace
  | INetworkPolicy
  | IPodDisruptionBudget
  | IService
  | IServiceAccount;

export type Container = IContainer;
export type Labels = Readonly<Record<string, string>>;

/** What makes pods, and how many of them there are at least. */
export type Workload = {
  resource: IDeployment | ICronJob;
  name: string;
  template: IPodTemplateSpec;
  labels: Labels;
  replicas: number;
};

export const nameOf = ({ metadata }: Resource): string => metadata?.name ?? '';

export const ofKind = <Kind extends Resource['kind']>(resources: readonly Resource[], kind: Kind) =>
  resources.filter((resource): resource is Extract<Resource, { kind: Kind }> => resource.kind === kind);

export const workloadsIn = (resources: readonly Resource[]): Workload[] => {
  const scaled = new Map(
    ofKind(resources, 'HorizontalPodAutoscaler').map(({ spec }) => [spec?.scaleTargetRef.name, spec?.minReplicas ?? 1]),
  );
  return resources.flatMap((resource) => {
    const template =
      resource.kind === 'Deployment'
        ? resource.spec?.template
        : resource.kind === 'CronJob'
          ? resource.spec?.jobTemplate.spec?.template
          : undefined;
    if (!template || (resource.kind !== 'Deployment' && resource.kind !== 'CronJob')) return [];
    const name = nameOf(resource);
    const own = resource.kind === 'Deployment' ? (resource.spec?.replicas ?? 1) : 1;
    const replicas = (resource.kind === 'Deployment' ? scaled.get(name) : undefined) ?? own;
    return [{ resource, name, template, labels: template.metadata?.labels ?? {}, replicas }];
  });
};

export const containersOf = ({ template }: Workload): Container[] => [
  ...(template.spec?.initContainers ?? []),
  ...(template.spec?.containers ?? []),
];
