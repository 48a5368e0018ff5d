import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { features } from './pb.ts';

/**
 * What EventStoreDB 23.10.6 says it serves. The client chooses its way by this list (batch append, reads), so it is repeated
 * whole; what this server does not serve answers UNIMPLEMENTED.
 */
const VERSION = '23.10.6';
const SERVICES: [service: string, methods: string[], features?: string[]][] = [
  ['redaction.redaction', ['geteventpositions', 'switchchunks']],
  [
    'persistent_subscriptions.persistentsubscriptions',
    ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'],
    ['stream', 'all'],
  ],
  ['users.users', ['create', 'update', 'delete', 'disable', 'enable', 'details', 'changepassword', 'resetpassword']],
  ['streams.streams', ['read'], ['position', 'events']],
  ['streams.streams', ['append', 'delete', 'tombstone']],
  ['streams.streams', ['batchappend'], ['deadline_duration']],
  [
    'operations.operations',
    [
      'startscavenge',
      'stopscavenge',
      'shutdown',
      'mergeindexes',
      'resignnode',
      'setnodepriority',
      'restartpersistentsubscriptions',
    ],
  ],
  ['gossip.gossip', ['read']],
  ['monitoring.monitoring', ['stats']],
  ['server_features.serverfeatures', ['getsupportedmethods']],
];

export function supportedMethods(): SupportedMethods {
  const answer = new features.SupportedMethods().setEventStoreServerVersion(VERSION);
  for (const [service, methods, offered = []] of SERVICES)
    for (const method of methods)
      answer.addMethods(
        new features.SupportedMethod()
          .setServiceName(`event_store.client.${service}`)
          .setMethodName(method)
          .setFeaturesList(offered),
      );
  return answer;
}
