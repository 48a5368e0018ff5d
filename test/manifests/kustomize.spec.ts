import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../architecture/imports.ts';
import { kustomizations } from './all.ts';
import { NotRendered, render, resourcesFrom } from './kustomize.ts';
import { nameOf, type Resource } from './resource.ts';

describe('Rendering', () => {
  const kubectl = (...args: string[]) => spawnSync('kubectl', args, { encoding: 'utf8', cwd: root });

  const byName = (resources: readonly Resource[]) =>
    resources.toSorted((one, other) => `${one.kind} ${nameOf(one)}`.localeCompare(`${other.kind} ${nameOf(other)}`));

  it('makes what kubectl kustomize makes, but for the hash in the name of settings', function () {
    if (kubectl('version', '--client').status !== 0) this.skip();
    for (const folder of kustomizations()) {
      const { stdout, stderr } = kubectl('kustomize', folder);
      expect(stderr).to.equal('');
      const theirs = resourcesFrom(stdout.replace(/\bsettings-[a-z0-9]{10}\b/g, 'settings'));
      expect(byName(render(join(root, folder))), folder).to.deep.equal(byName(theirs));
    }
  });

  it('refuses what it would pass over', () => {
    const folder = mkdtempSync(join(tmpdir(), 'careconnect-kustomize-'));
    const rendered = (text: string) => {
      writeFileSync(join(folder, 'kustomization.yaml'), text);
      return () => render(folder);
    };
    expect(rendered('resources: []\nnamePrefix: mine-\n')).to.throw(NotRendered, 'namePrefix is not rendered here');
    const patching = 'resources: []\npatches:\n- target: { kind: Ingress, name: gone }\n  patch: "[]"\n';
    expect(rendered(patching)).to.throw(NotRendered, 'there is no Ingress gone to patch');
    rmSync(folder, { recursive: true });
  });
});
