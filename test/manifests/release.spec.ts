import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { root } from '../architecture/imports.ts';
import { kustomizations } from './all.ts';
import { render } from './kustomize.ts';
import { containersOf, workloadsIn } from './resource.ts';

/** A cluster that writes down what it is told, with two Deployments, and a site on it. */
const kubectl = `#!/usr/bin/env bash
echo "$*" >> "$TOLD"
case "$*" in
  kustomize*) cat "$2/kustomization.yaml" ;;
  *jsonpath*) printf 'gateway 4\\nnotifier 7\\n' ;;
  *'--output name'*) [[ $FAILS != list ]] && printf 'deployment.apps/gateway\\ndeployment.apps/notifier\\n' ;;
  apply*) cp "$3" "$TOLD.applied"; [[ $FAILS != apply ]] ;;
  *'rollout status deployment.apps/notifier'*) [[ $FAILS != rollout ]] ;;
esac
`;
const curl = `#!/usr/bin/env bash
[[ $FAILS == site ]] && exit 22
echo '<title>CareConnect</title> "keys"'
`;

describe('A release', () => {
  let folder: string;
  const inFolder = (name: string) => join(folder, name);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'careconnect-release-'));
    for (const [name, text] of Object.entries({ kubectl, curl })) writeFileSync(inFolder(name), text, { mode: 0o755 });
  });
  after(() => rmSync(folder, { recursive: true }));

  const release = (fails: 'nothing' | 'apply' | 'list' | 'rollout' | 'site') => {
    const told = inFolder(fails);
    const { status } = spawnSync(
      join(root, 'k8s/release.sh'),
      ['production', 'registry.internal:5000/clinic', '0.1.0-42-abcdef', 'https://site.example'],
      { env: { PATH: `${folder}${delimiter}${process.env.PATH}`, TOLD: told, FAILS: fails } },
    );
    const undone = readFileSync(told, 'utf8')
      .split('\n')
      .filter((line) => line.includes(' rollout undo '));
    const applied = `${told}.applied`;
    return { status, undone, applied: existsSync(applied) ? readFileSync(applied, 'utf8') : '' };
  };

  it('names its images over those that the overlays name', () => {
    const { status, undone, applied } = release('nothing');
    expect([status, undone]).to.deep.equal([0, []]);
    const replaced = [...applied.matchAll(/name: (\S+), newName: (\S+), newTag: (\S+) /g)].map(([, ...names]) => names);
    expect(replaced).to.deep.equal([
      ['registry.example/careconnect', 'registry.internal:5000/clinic/careconnect', '0.1.0-42-abcdef'],
      [
        'registry.example/careconnect-archiver',
        'registry.internal:5000/clinic/careconnect-archiver',
        '0.1.0-42-abcdef',
      ],
    ]);
    for (const overlay of kustomizations().filter((each) => each !== 'k8s/base'))
      for (const workload of workloadsIn(render(join(root, overlay))))
        for (const { image = '' } of containersOf(workload))
          expect(
            replaced.map(([name]) => name),
            overlay,
          ).to.include(image.replace(/:[^:]*$/, ''));
  });

  for (const fails of ['apply', 'list', 'rollout', 'site'] as const)
    it(`goes back to what was there when the ${fails} fails`, () => {
      const { status, undone } = release(fails);
      expect(status).to.equal(1);
      expect(undone).to.deep.equal([
        '--namespace careconnect rollout undo deployment/gateway --to-revision=4',
        '--namespace careconnect rollout undo deployment/notifier --to-revision=7',
      ]);
    });
});
