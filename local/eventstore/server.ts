import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Credentials } from './grpc/credentials.ts';
import { addServices } from './grpc/services.ts';
import { openLog } from './log/log.ts';
import { openInFolder, openInMemory } from './storage/open.ts';

export interface EventStoreOptions {
  /** 0 or absent: any free port. */
  port?: number;
  host?: string;
  /** Folder of the log; absent: in memory, gone when the server stops. */
  data?: string;
  /** With these, every read and write must carry them. The official client does so over TLS only. */
  credentials?: Credentials;
  /** Files in PEM form. */
  tls?: { certFile: string; keyFile: string };
  /** Most bytes in one append, 1 MiB unless given. */
  maxAppendSize?: number;
}

export interface RunningEventStore {
  url: string;
  port: number;
  stop(): Promise<void>;
}

const ONE_MIB = 1024 * 1024;
/** Large enough that an append over the limit is refused by name, not by the transport. */
const LONGEST_MESSAGE = 32 * ONE_MIB;

/** Starts a single node that speaks EventStoreDB's gRPC protocol. Rejects with one clear line when it cannot. */
export async function startEventStore(options: EventStoreOptions = {}): Promise<RunningEventStore> {
  const { host = '127.0.0.1', maxAppendSize = ONE_MIB } = options;
  const credentials = serverCredentials(options);
  const log = await openLog(await (options.data === undefined ? openInMemory() : openInFolder(options.data)));
  const server = new Server({
    'grpc.max_receive_message_length': LONGEST_MESSAGE,
    // As many as the real server allows on one connection; the call after it waits (clients should know).
    'grpc.max_concurrent_streams': 100,
  });
  let port = options.port ?? 0;
  const services = addServices(server, log, {
    instanceId: randomUUID(),
    maxAppendSize,
    credentials: options.credentials,
    address: () => ({ host, port }),
  });
  try {
    port = await bind(server, host, port, credentials);
  } catch (error) {
    await log.close();
    throw error;
  }
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(host, port, options),
    port,
    stop() {
      server.forceShutdown();
      stopping ??= services.close().then(log.close);
      return stopping;
    },
  };
}

function serverCredentials({ tls }: EventStoreOptions): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  return ServerCredentials.createSsl(null, [
    { cert_chain: readFileSync(tls.certFile), private_key: readFileSync(tls.keyFile) },
  ]);
}

function bind(server: Server, host: string, port: number, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${inUrl(host)}:${port}`, credentials, (error, bound) => {
      if (!error) resolve(bound);
      else if (error.message.includes('EADDRINUSE')) reject(new Error(`port ${port} is in use`));
      else reject(new Error(`cannot listen on ${host}:${port}: ${error.message}`));
    });
  });
}

function urlOf(host: string, port: number, { tls }: EventStoreOptions): string {
  return `esdb://${inUrl(host)}:${port}?tls=${tls ? 'true' : 'false'}`;
}

const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);
