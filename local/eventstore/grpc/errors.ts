import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { DeadlinePassed, StorageFailed } from '../log/log.ts';

/** Errors as EventStoreDB sends them: a gRPC status, and trailers by which the client picks its error class. */
export function serviceError(code: status, details: string, trailers: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const unknown = (details: string): ServiceError => serviceError(status.UNKNOWN, details);
export const invalidArgument = (details: string): ServiceError => serviceError(status.INVALID_ARGUMENT, details);

export const streamDeleted = (stream: string): ServiceError =>
  serviceError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': headerText(stream),
  });

export const wrongExpectedVersion = (
  operation: string,
  stream: string,
  expected: string,
  actual: number,
): ServiceError =>
  serviceError(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': headerText(stream),
      'expected-version': expected,
      'actual-version': String(actual),
    },
  );

/** While the storage begins anew after a failed write. */
export const storageUnavailable = (): ServiceError => serviceError(status.UNAVAILABLE, 'Server Is Not Ready');

export const appendTooLarge = (maxAppendSize: number): ServiceError =>
  serviceError(status.INVALID_ARGUMENT, `Maximum Append Size of ${maxAppendSize} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(maxAppendSize),
  });

export const accessDenied = (): ServiceError =>
  serviceError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** What a failed write means for a caller; everything but a passed deadline leaves its fate open. */
export function writeFailure(error: unknown): ServiceError {
  if (error instanceof DeadlinePassed) return serviceError(status.ABORTED, 'Operation timed out');
  if (error instanceof StorageFailed) return serviceError(status.UNAVAILABLE, error.message);
  return unknown(error instanceof Error ? error.message : String(error));
}

/** Trailers carry printable ASCII only. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?');
