import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { Log } from '../log/log.ts';
import { submit } from './append.ts';
import { streamDeleted, unknown, wrongExpectedVersion } from './errors.ts';
import { streams } from './pb.ts';
import { expectedNumber, expectedRevision, streamName } from './requests.ts';

type Call = ServerUnaryCall<DeleteReq | TombstoneReq, unknown>;

export async function deleteSoftly(log: Log, call: Call): Promise<DeleteResp> {
  const position = await deletion(log, 'softDelete', call);
  const place = new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
  return new streams.DeleteResp().setPosition(place);
}

export async function deleteForGood(log: Log, call: Call): Promise<TombstoneResp> {
  const position = await deletion(log, 'tombstone', call);
  const place = new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
  return new streams.TombstoneResp().setPosition(place);
}

/** Answers with the position of the event that says so. */
async function deletion(log: Log, kind: 'softDelete' | 'tombstone', call: Call): Promise<string> {
  const options = call.request.getOptions();
  if (!options) throw unknown('The request must carry options.');
  const stream = streamName(options.getStreamIdentifier());
  const revision = options.getExpectedStreamRevisionCase() === 2 ? options.getRevision() : undefined;
  const expected = expectedRevision(options, revision);
  const outcome = await submit(log, { is: kind, stream, expected }, call);
  switch (outcome.is) {
    case 'written':
      return String(outcome.position);
    case 'streamDeleted':
      throw streamDeleted(stream);
    case 'wrongVersion': {
      const operation = kind === 'softDelete' ? 'Delete' : 'Tombstone';
      throw wrongExpectedVersion(operation, stream, expectedNumber(expected), outcome.current);
    }
  }
}
