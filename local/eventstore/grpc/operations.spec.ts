import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binaryEvent, START } from '@eventstore/db-client';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import type { ScavengeResp, StartScavengeReq, StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { type StoreInSpec, storeInSpec } from '../spec/store-in-spec.ts';
import { operations } from './pb.ts';

describe('A scavenge that is asked for', () => {
  let folder: string;
  let spec: StoreInSpec;
  let asking: InstanceType<typeof operationsService.OperationsClient>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'eventstore-scavenge-'));
    spec = await storeInSpec({ data: folder });
    asking = new operationsService.OperationsClient(`127.0.0.1:${spec.store.port}`, credentials.createInsecure());
  });
  afterEach(async () => {
    asking.close();
    await spec.end();
    rmSync(folder, { recursive: true });
  });

  const start = (request: StartScavengeReq): Promise<ScavengeResp> =>
    new Promise((resolve, reject) =>
      asking.startScavenge(request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  const stop = (request: StopScavengeReq): Promise<ServiceError | null> =>
    new Promise((resolve) => asking.stopScavenge(request, (error) => resolve(error)));
  const bytesOnDisk = () => readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

  it('gives the bytes of hidden events back to the disk', async () => {
    const { client } = spec;
    const event = () => binaryEvent({ type: 'Large', data: Buffer.alloc(500 * 1024).map(() => Math.random() * 256) });
    for (let i = 0; i < 40; i++) await client.appendToStream('s', event());
    await client.setStreamMetadata('s', { maxCount: 2 });
    const before = bytesOnDisk();
    const answer = await start(new operations.StartScavengeReq());
    expect(answer.getScavengeResult()).to.equal(0);
    const progress = client.subscribeToStream(`$scavenges-${answer.getScavengeId()}`, { fromRevision: START });
    for await (const { event: step } of progress) if (step?.type === '$scavengeCompleted') break;
    expect(before).to.be.greaterThan(19_000_000);
    expect(bytesOnDisk()).to.be.lessThan(6_000_000);
    const left: bigint[] = [];
    for await (const { event: kept } of client.readStream('s')) left.push(kept?.revision ?? -1n);
    expect(left).to.deep.equal([38n, 39n]);
  });

  it('cannot be stopped by a name it does not have', async () => {
    const options = new operations.StopScavengeReq.Options().setScavengeId('another');
    const error = await stop(new operations.StopScavengeReq().setOptions(options));
    expect(error?.metadata.get('exception')).to.deep.equal(['scavenge-not-found']);
  });
});
