import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected } from '../log/decide.ts';
import { any, rpcStatus, shared, streams, wellKnownEmpty } from './pb.ts';

/** What a batch append answers to one append. */
export type BatchAnswer =
  | { is: 'written'; lastRevision: number; position: number }
  | { is: 'wrongVersion'; current: number; expected: Expected }
  | { is: 'streamDeleted' }
  | { is: 'tooLarge'; maxAppendSize: number }
  | { is: 'timeout' }
  | { is: 'badRequest'; message: string };

/** Status codes of google.rpc.Code, of which the client only looks at the details. */
const UNKNOWN = 2;
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;

export function batchResponse(correlationId: string, stream: string, answer: BatchAnswer): BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(new shared.UUID().setString(correlationId));
  response.setStreamIdentifier(identifierOf(stream));
  if (answer.is === 'written') return response.setSuccess(success(answer.lastRevision, answer.position));
  return response.setError(failure(stream, answer));
}

const identifierOf = (stream: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

function success(lastRevision: number, position: number) {
  const message = new streams.BatchAppendResp.Success();
  if (lastRevision < 0) message.setNoStream(new wellKnownEmpty.Empty());
  else message.setCurrentRevision(String(lastRevision));
  return message.setPosition(
    new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
}

function failure(stream: string, answer: Exclude<BatchAnswer, { is: 'written' }>) {
  switch (answer.is) {
    case 'wrongVersion':
      return status(UNKNOWN, 'WrongExpectedVersion', wrongVersion(answer.current, answer.expected));
    case 'streamDeleted':
      return status(UNKNOWN, 'StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)));
    case 'tooLarge':
      return status(
        INVALID_ARGUMENT,
        'MaximumAppendSizeExceeded',
        new shared.MaximumAppendSizeExceeded().setMaxappendsize(answer.maxAppendSize),
      );
    case 'timeout':
      return status(DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout());
    case 'badRequest':
      return status(INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest().setMessage(answer.message), answer.message);
  }
}

function status(code: number, name: string, details: { serializeBinary(): Uint8Array }, message = name) {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new rpcStatus.Status().setCode(code).setMessage(message).setDetails(packed);
}

function wrongVersion(current: number, expected: Expected) {
  const message = new shared.WrongExpectedVersion();
  if (current < 0) message.setCurrentNoStream(new wellKnownEmpty.Empty());
  else message.setCurrentStreamRevision(String(current));
  switch (expected.is) {
    case 'any':
      return message.setExpectedAny(new wellKnownEmpty.Empty());
    case 'noStream':
      return message.setExpectedNoStream(new wellKnownEmpty.Empty());
    case 'streamExists':
      return message.setExpectedStreamExists(new wellKnownEmpty.Empty());
    case 'revision':
      return message.setExpectedStreamPosition(String(expected.revision));
  }
}
