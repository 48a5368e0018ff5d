import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import type { StopScavengeReq } from '@eventstore/db-client/generated/operations_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Metadata, Server, ServiceError, sendUnaryData, UntypedHandleCall } from '@grpc/grpc-js';
import type { Log } from '../log/log.ts';
import { append } from './append.ts';
import { type BatchAppendCall, batchAppend } from './batch-append.ts';
import { decodeBatchAppendRequest } from './batch-append-request.ts';
import { type Credentials, refusal } from './credentials.ts';
import { deleteForGood, deleteSoftly } from './deletion.ts';
import { storageUnavailable, unknown } from './errors.ts';
import { supportedMethods } from './features.ts';
import { clusterOfOne } from './gossip.ts';
import { scavenging } from './operations.ts';
import { type ReadCall, read } from './read.ts';
import { BadRequest } from './requests.ts';

export interface ServiceOptions {
  instanceId: string;
  maxAppendSize: number;
  credentials: Credentials | undefined;
  /** Where clients reach this node; known once the port is bound. */
  address(): { host: string; port: number };
}

const isServiceError = (error: unknown): error is ServiceError => error instanceof Error && 'code' in error;

/** Bad requests reach a caller as UNKNOWN, which is what EventStoreDB makes of them outside the batch append. */
function toServiceError(error: unknown): ServiceError {
  if (error instanceof BadRequest) return unknown(error.message);
  if (isServiceError(error) && String(error.code).startsWith('LEVEL_')) return storageUnavailable();
  return isServiceError(error) ? error : unknown(error instanceof Error ? error.message : String(error));
}

const rawBuffer = (message: Buffer): Buffer => message;

/** Puts the services on the server; answers what has to be closed before the log is. */
export function addServices(server: Server, log: Log, options: ServiceOptions): { close(): Promise<void> } {
  const scavenges = scavenging(log);
  addStreams(server, log, options);
  server.addService(operationsService.OperationsService as never, {
    startScavenge: answering(options, () => scavenges.start()),
    stopScavenge: answering(options, (call: { request: StopScavengeReq }) => scavenges.stop(call.request)),
  });
  // Everybody may ask these two: the client does so before it shows its credentials.
  server.addService(featuresService.ServerFeaturesService as never, {
    getSupportedMethods: answering({}, supportedMethods),
  });
  server.addService(gossipService.GossipService as never, {
    read: answering({}, () => clusterOfOne(options.instanceId, options.address())),
  });
  return scavenges;
}

/** A handler of a call with one answer. */
function answering<Call>(
  { credentials }: { credentials?: Credentials | undefined },
  answer: (call: Call) => unknown,
): UntypedHandleCall {
  const handler = async (call: Call & { metadata: Metadata }, reply: sendUnaryData<unknown>) => {
    try {
      const refused = refusal(credentials, call.metadata);
      if (refused) throw refused;
      reply(null, await answer(call));
    } catch (error) {
      reply(toServiceError(error));
    }
  };
  return handler as unknown as UntypedHandleCall;
}

function addStreams(server: Server, log: Log, options: ServiceOptions): void {
  const { credentials, maxAppendSize } = options;
  const { StreamsService } = streamsService;
  const definition = {
    ...StreamsService,
    read: { ...StreamsService.read, responseSerialize: rawBuffer },
    batchAppend: {
      ...StreamsService.batchAppend,
      requestDeserialize: decodeBatchAppendRequest,
      responseSerialize: rawBuffer,
    },
  };

  async function answerRead(call: ReadCall): Promise<void> {
    try {
      const refused = refusal(credentials, call.metadata);
      if (refused) throw refused;
      await read(log, call);
      call.end();
    } catch (error) {
      if (!call.cancelled) call.emit('error', toServiceError(error));
    }
  }

  function answerBatchAppend(call: BatchAppendCall): void {
    const refused = refusal(credentials, call.metadata);
    if (refused) call.emit('error', refused);
    else batchAppend(log, maxAppendSize, call);
  }

  server.addService(definition as never, {
    read: answerRead as UntypedHandleCall,
    batchAppend: answerBatchAppend as UntypedHandleCall,
    append: answering(options, (call: Parameters<typeof append>[2]) => append(log, maxAppendSize, call)),
    delete: answering(options, (call: Parameters<typeof deleteSoftly>[1]) => deleteSoftly(log, call)),
    tombstone: answering(options, (call: Parameters<typeof deleteForGood>[1]) => deleteForGood(log, call)),
  });
}
