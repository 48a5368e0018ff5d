import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../architecture/imports.ts';
import { composeFaults, namesIn } from './compose.ts';
import { dockerfileFaults } from './dockerfile.ts';
import { missingInImage } from './image.ts';

const text = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('docker-compose.yml', () => {
  const compose = text('docker-compose.yml');
  const explained = namesIn(text('.env.example'));
  const faultsWith = (from: string | RegExp, to: string) => {
    const changed = compose.replace(from, to);
    expect(changed).not.to.equal(compose);
    return composeFaults(changed, explained);
  };

  it('must name releases of images that are not ours', () => {
    expect(faultsWith('rabbitmq:4.2.4-management', 'rabbitmq:4-management')).to.deep.equal([
      'rabbitmq: the image rabbitmq:4-management is not pinned',
    ]);
  });

  it('must give a process what it reads and all it needs', () => {
    expect(faultsWith(/ {6}SMTP_URL: .*\n/, '      SMTP: smtp://mail\n')).to.deep.equal([
      'notifier: notifier/main.ts knows no SMTP',
      'notifier: notifier/main.ts is not given SMTP_URL',
      '.env.example explains SMTP_URL, which nobody reads',
    ]);
    expect(faultsWith('esdb://eventstore:2113', 'http://eventstore:2113').join()).to.contain(
      'cannot read EVENTSTORE_URL',
    );
    expect(faultsWith('TRUST_PROXY:-1}', 'TRUST_PROXY:-yes}').join()).to.contain('cannot read TRUST_PROXY=yes');
  });

  it('must explain what an operator can set', () => {
    expect(faultsWith('MAIL_AT:-', 'MAIL_PORT:-')).to.deep.equal([
      '.env.example does not explain MAIL_PORT',
      '.env.example explains MAIL_AT, which nobody reads',
    ]);
  });

  it('must wait for the health only of those who are asked for it', () => {
    expect(faultsWith(/ {4}healthcheck:\n {6}<<: \*health\n {6}# Over TCP.*\n.*\n/, '')).to.include(
      'migrate: waits for the health of postgres, which is not asked for it',
    );
  });

  it('must let nobody write to an image', () => {
    expect(faultsWith('read_only: true', 'read_only: false')).to.have.length.above(5);
  });
});

describe('The Dockerfile', () => {
  const dockerfile = text('Dockerfile');
  const { workspaces } = JSON.parse(text('package.json')) as { workspaces: string[] };
  const faultsWith = (from: string | RegExp, to: string) =>
    dockerfileFaults(dockerfile.replaceAll(from, to), workspaces);

  it('must name a release of what it begins with', () => {
    expect(faultsWith('node:20.20.2-bookworm-slim', 'node:20-slim')).to.include('the image node:20-slim is not pinned');
  });

  it('must know every workspace', () => {
    expect(dockerfileFaults(dockerfile, [...workspaces, 'billing'])).to.deep.equal([
      'does not copy billing/package.json, which npm ci asks for',
      'does not copy billing',
      'does not install what billing needs',
    ]);
  });

  it('must not run as root, nor as somebody of the host', () => {
    for (const user of ['root', '1000:1000'])
      expect(faultsWith('USER 10001:10001', `USER ${user}`)).to.deep.equal(['runs as no user above 10000']);
  });

  it('must bring along what its programs import when they run', () => {
    const missing = (without: string) =>
      missingInImage(dockerfile.replaceAll(without, ''), ['gateway/main.ts', 'local/drill.mjs']);
    expect(missing('nothing')).to.deep.equal([]);
    expect(missing('COPY platform platform\n')).to.include('the image does not hold platform/config/config.ts');
    expect(missing('--workspace=gateway ')).to.include(
      'the image does not hold the package http-proxy-middleware, which gateway/gateway.ts imports',
    );
    expect(missingInImage(dockerfile, ['test/check/document.ts', 'platform/openapi/requests.ts'])).to.deep.equal([
      'the image does not hold test/check/document.ts',
      'the image does not hold the package class-validator-jsonschema, which platform/openapi/requests.ts imports',
    ]);
  });

  it('must bring along what tsx reads', () => {
    expect(
      faultsWith('COPY tsconfig.json ./\n\n# pg', '\n# pg').concat(faultsWith(/COPY tsconfig.json .*/g, '')),
    ).to.include('leaves tsconfig.json behind');
  });
});
