import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../architecture/imports.ts';
import { faultsOf, kustomizations, manifestFaults } from './all.ts';
import { render } from './kustomize.ts';
import { type Container, containersOf, nameOf, ofKind, type Resource, workloadsIn } from './resource.ts';

describe('The manifests', () => {
  let resources: Resource[];

  beforeEach(() => {
    resources = render(join(root, 'k8s/overlays/production'));
  });

  const workload = (name: string) => {
    const found = workloadsIn(resources).find((each) => each.name === name);
    if (!found) throw new RangeError(`there is no ${name}`);
    return found;
  };
  const container = (name: string): Container => {
    const [, found] = containersOf(workload(name));
    return found as Container;
  };
  const without = (kind: Resource['kind'], name: string) =>
    resources.filter((each) => each.kind !== kind || nameOf(each) !== name);

  it('are sound, and so are docker-compose.yml and the Dockerfile', () => {
    expect(kustomizations()).to.include.members(['k8s/base', 'k8s/overlays/production', 'k8s/overlays/staging']);
    expect(manifestFaults()).to.deep.equal([]);
  });

  it('must have a probe for each question', () => {
    delete container('projectors').readinessProbe;
    expect(faultsOf(resources)).to.deep.equal([
      'projectors: readiness is not asked at /health/ready',
      'projectors: readiness is given less time than it takes',
    ]);
  });

  it('must not restart a process because of what it depends on', () => {
    const { livenessProbe } = container('command-service');
    if (livenessProbe?.httpGet) livenessProbe.httpGet.path = '/health/ready';
    expect(faultsOf(resources).join()).to.contain('liveness is not asked at /health/live');
  });

  it('must hold no field that Kubernetes does not know, and none that is wrong', () => {
    Object.assign(container('notifier'), { livenesProbe: {} });
    expect(faultsOf(resources)).to.deep.equal([
      'Deployment notifier: Kubernetes knows no /spec/template/spec/containers/0/livenesProbe',
    ]);
    Object.assign(container('notifier'), { args: 'notifier/main.ts' });
    expect(faultsOf(resources).join()).to.contain('args must be array');
  });

  it('must name releases of images', () => {
    for (const image of ['careconnect', 'careconnect:latest', 'registry.example:5000/careconnect', 'careconnect:1.2']) {
      container('query-service').image = image;
      expect(faultsOf(resources), image).to.deep.equal([
        `query-service, query-service: the image ${image} is not pinned`,
      ]);
    }
    container('query-service').image = `careconnect@sha256:${'0'.repeat(64)}`;
    expect(faultsOf(resources)).to.deep.equal([]);
  });

  it('must give a process what it reads, all it needs, and nothing else', () => {
    const its = container('query-service');
    its.env = [
      ...(its.env ?? []).filter(({ name }) => name !== 'MASTER_KEY'),
      { name: 'REDDIS_URL', value: 'redis://r' },
    ];
    its.env.push({ name: 'LIVE_BEAT_MS', value: 'soon' });
    expect(faultsOf(resources)).to.deep.equal([
      'query-service, query-service: query-service/main.ts knows no REDDIS_URL',
      'query-service, query-service: query-service/main.ts is not given MASTER_KEY',
      'query-service, query-service: query-service/main.ts cannot read LIVE_BEAT_MS=soon: it must be a whole number from 10 to 30000',
    ]);
  });

  it('must not leave to chance what is required', () => {
    const secret = container('notifier').env?.find(({ name }) => name === 'LETTER_KEY')?.valueFrom?.secretKeyRef;
    Object.assign(secret ?? {}, { optional: true });
    expect(faultsOf(resources)).to.deep.equal(['notifier, notifier: notifier/main.ts is not given LETTER_KEY']);
  });

  it('must name settings that can be read, and are', () => {
    const [settings] = ofKind(resources, 'ConfigMap');
    Object.assign(settings?.data ?? {}, { PUBLIC_URL: 'careconnect.example', COLOUR: 'blue' });
    delete settings?.data?.MAIL_FROM;
    const faults = faultsOf(resources).join('\n');
    expect(faults).to.contain('cannot read PUBLIC_URL=careconnect.example');
    expect(faults).to.contain('nobody reads COLOUR');
    expect(faults).to.contain('MAIL_FROM is missing in the ConfigMap settings');
  });

  it('must keep pods to the restricted standard', () => {
    const its = container('archiver');
    its.securityContext = { ...its.securityContext, readOnlyRootFilesystem: false, capabilities: { drop: [] } };
    Object.assign(workload('archiver').template.spec?.securityContext ?? {}, { runAsUser: 1000 });
    workload('gateway').template.spec?.volumes?.push({ name: 'host', hostPath: { path: '/' } });
    expect(faultsOf(resources)).to.include.members([
      'archiver: has an id of the host: user and group begin at 10000',
      'archiver, archiver: keeps capabilities',
      'archiver, archiver: may write to its image',
      'gateway: mounts more than a ConfigMap, a Secret or an emptyDir with a limit',
    ]);
  });

  it('must bound what a container takes', () => {
    const { limits } = container('projectors').resources ?? {};
    delete limits?.['ephemeral-storage'];
    expect(faultsOf(resources)).to.deep.equal(['projectors, projectors: has no ephemeral-storage among its limits']);
  });

  it('must give a process the time it takes to stop', () => {
    Object.assign(workload('command-service').template.spec ?? {}, { terminationGracePeriodSeconds: 19 });
    expect(faultsOf(resources)).to.deep.equal(['command-service: is ended before it may have stopped']);
  });

  it('must guard each process: a budget, a spread, a policy', () => {
    delete workload('notifier').template.spec?.topologySpreadConstraints;
    resources = without('PodDisruptionBudget', 'notifier');
    resources = without('NetworkPolicy', 'notifier');
    expect(faultsOf(resources)).to.deep.equal([
      'notifier: its pods are not spread over hosts',
      'notifier: has no PodDisruptionBudget',
      'notifier: has no NetworkPolicy of its own for both ways',
    ]);
    resources = without('NetworkPolicy', 'nothing');
    expect(faultsOf(resources)).to.include('no NetworkPolicy denies what none allows');
  });

  it('must select something with every selector', () => {
    resources = without('Deployment', 'query-service');
    expect(faultsOf(resources)).to.include.members([
      'Service query-service: selects no pod',
      'PodDisruptionBudget query-service: selects no pod',
      'NetworkPolicy query-service: selects no pod',
      'HorizontalPodAutoscaler query-service: there is no query-service to scale',
      'Service query-service: nobody listens at http',
    ]);
  });

  it('must lead from the ingress to whoever answers, over TLS', () => {
    const [ingress] = ofKind(resources, 'Ingress');
    const paths = ingress?.spec?.rules?.[0]?.http?.paths;
    paths?.splice(
      paths.findIndex(({ path }) => path === '/admin/dead-letters'),
      1,
    );
    Object.assign(ingress?.spec ?? {}, { tls: [] });
    expect(faultsOf(resources)).to.deep.equal([
      'Ingress: /admin/dead-letters does not lead to projectors',
      'Ingress: careconnect.example has no TLS',
    ]);
    resources = without('Service', 'gateway');
    expect(faultsOf(resources)).to.include('Ingress: / leads nowhere');
  });
});
