import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { nameOf, type Resource } from './resource.ts';

const models: Record<Resource['kind'], { apiVersion: string; prototype: { validate(): void } }> = {
  ...{ ConfigMap, CronJob, Deployment, HorizontalPodAutoscaler, Ingress },
  ...{ Namespace, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount },
};

/** What the schema of Kubernetes says against a resource: fields that are wrong, that are missing, or that it does not know. */
export const schemaFaults = (resource: Resource): string[] => {
  const model = models[resource.kind];
  const named = `${resource.kind} ${nameOf(resource)}`;
  if (model?.apiVersion !== resource.apiVersion)
    return [`${named}: the checks know no such kind of ${resource.apiVersion}`];
  const unread = new Set<string>();
  try {
    model.prototype.validate.call(watched(resource, '', unread));
  } catch (error) {
    return [`${named}: ${(error as Error).message}`];
  }
  return [...unread].map((path) => `${named}: Kubernetes knows no ${path}`);
};

/** The schema refuses no field that it does not know, but it does not look at it either. */
const watched = (value: unknown, path: string, unread: Set<string>): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, watched(inner, `${path}/${key}`, unread)] as const);
  if (!Array.isArray(value)) for (const [key] of entries) unread.add(`${path}/${key}`);
  const copy = Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  return new Proxy(copy, {
    get: (target, key) => {
      unread.delete(`${path}/${String(key)}`);
      return Reflect.get(target, key);
    },
  });
};
