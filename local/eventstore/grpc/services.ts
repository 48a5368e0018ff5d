import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { DeleteReq, DeleteResp, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import type {
  handleServerStreamingCall,
  handleUnaryCall,
  Server,
  ServerUnaryCall,
  ServiceError,
  sendUnaryData,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Log } from '../log/log.ts';
import { append, deletion } from './append.ts';
import { type BatchAppendCall, batchAppend } from './batch-append.ts';
import { decodeBatchAppendRequest } from './batch-append-request.ts';
import { type Credentials, refusal } from './credentials.ts';
import { storageUnavailable, unknown } from './errors.ts';
import { supportedMethods } from './features.ts';
import { clusterOfOne } from './gossip.ts';
import { scavenging } from './operations.ts';
import { streams } from './pb.ts';
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

function answering<Response>(work: Promise<Response>, reply: sendUnaryData<Response>): void {
  work.then(
    (response) => reply(null, response),
    (error: unknown) => reply(toServiceError(error)),
  );
}

const rawBuffer = (message: Buffer): Buffer => message;

/** Puts the services on the server; answers what has to be closed before the log is. */
export function addServices(server: Server, log: Log, options: ServiceOptions): { close(): Promise<void> } {
  const { credentials, maxAppendSize } = options;

  const readHandler = (call: ReadCall): void => {
    const refused = refusal(credentials, call.metadata);
    const work = refused ? Promise.reject(refused) : read(log, call);
    work.then(
      () => call.end(),
      (error: unknown) => {
        if (!call.cancelled) call.emit('error', toServiceError(error));
      },
    );
  };

  const streamsHandlers: UntypedServiceImplementation = {
    read: readHandler as unknown as handleServerStreamingCall<unknown, unknown>,
    append(call: Parameters<typeof append>[2], reply: Parameters<typeof answering>[1]) {
      const refused = refusal(credentials, call.metadata);
      answering(refused ? Promise.reject(refused) : append(log, maxAppendSize, call), reply);
    },
    batchAppend(call: BatchAppendCall) {
      const refused = refusal(credentials, call.metadata);
      if (refused) call.emit('error', refused);
      else batchAppend(log, maxAppendSize, call);
    },
    delete: deletionHandler('softDelete', (position) => {
      const place = new streams.DeleteResp.Position();
      return new streams.DeleteResp().setPosition(
        place.setCommitPosition(String(position)).setPreparePosition(String(position)),
      );
    }),
    tombstone: deletionHandler('tombstone', (position) => {
      const place = new streams.TombstoneResp.Position();
      return new streams.TombstoneResp().setPosition(
        place.setCommitPosition(String(position)).setPreparePosition(String(position)),
      );
    }),
  };

  function deletionHandler(
    kind: 'softDelete' | 'tombstone',
    toResponse: (position: number) => DeleteResp | TombstoneResp,
  ): handleUnaryCall<unknown, unknown> {
    return (call, reply) => {
      const refused = refusal(credentials, call.metadata);
      answering(
        refused
          ? Promise.reject(refused)
          : deletion(log, kind, call as ServerUnaryCall<DeleteReq, unknown>).then(toResponse),
        reply,
      );
    };
  }

  const { StreamsService } = streamsService;
  server.addService(
    {
      ...StreamsService,
      read: { ...StreamsService.read, responseSerialize: rawBuffer },
      batchAppend: {
        ...StreamsService.batchAppend,
        requestDeserialize: decodeBatchAppendRequest,
        responseSerialize: rawBuffer,
      },
    } as never,
    streamsHandlers,
  );
  server.addService(featuresService.ServerFeaturesService as never, {
    getSupportedMethods: ((_call, reply) => reply(null, supportedMethods())) as handleUnaryCall<unknown, unknown>,
  });
  server.addService(gossipService.GossipService as never, {
    read: ((_call, reply) => {
      const { host, port } = options.address();
      reply(null, clusterOfOne(options.instanceId, host, port));
    }) as handleUnaryCall<unknown, unknown>,
  });

  const scavenges = scavenging(log);
  const operating =
    <Request, Response>(answer: (request: Request) => Response): handleUnaryCall<Request, Response> =>
    (call, reply) => {
      const refused = refusal(credentials, call.metadata);
      answering(refused ? Promise.reject(refused) : Promise.resolve(call.request).then(answer), reply);
    };
  server.addService(operationsService.OperationsService as never, {
    startScavenge: operating(scavenges.start),
    stopScavenge: operating(scavenges.stop),
  });
  return scavenges;
}
