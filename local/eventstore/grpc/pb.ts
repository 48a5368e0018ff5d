/**
 * The messages and services of EventStoreDB as they come with the official client. The generated modules are CommonJS whose
 * names Node cannot see, so they are taken as a whole here and nowhere else.
 */
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import operations from '@eventstore/db-client/generated/operations_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import wellKnownEmpty from 'google-protobuf/google/protobuf/empty_pb.js';

export { any, features, gossip, operations, rpcStatus, shared, streams, wellKnownEmpty };
