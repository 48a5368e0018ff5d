import type { Expected } from '../log/decide.ts';
import { any, rpcStatus, shared, streams, wellKnownEmpty } from './pb.ts';
import { fieldSize, varintSize, writeFieldHeader, writeNumberField } from './proto-writer.ts';

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

export function batchResponse(correlationId: string, stream: string, answer: BatchAnswer): Buffer {
  if (answer.is === 'written') return success(correlationId, stream, answer.lastRevision, answer.position);
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(new shared.UUID().setString(correlationId));
  response.setStreamIdentifier(identifierOf(stream));
  return Buffer.from(response.setError(failure(stream, answer)).serializeBinary());
}

const identifierOf = (stream: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

/** The answer nearly all appends get, written straight into its bytes. */
function success(correlationId: string, stream: string, lastRevision: number, position: number): Buffer {
  const streamLength = Buffer.byteLength(stream);
  const positionSize = 2 * (1 + varintSize(position));
  const revisionSize = 1 + (lastRevision < 0 ? 1 : varintSize(lastRevision));
  const successSize = revisionSize + fieldSize(positionSize);
  const idSize = fieldSize(correlationId.length);
  const nameSize = fieldSize(streamLength);
  const target = Buffer.allocUnsafe(fieldSize(idSize) + fieldSize(successSize) + fieldSize(nameSize));
  let o = writeFieldHeader(target, 1, idSize, 0);
  o = writeFieldHeader(target, 2, correlationId.length, o);
  o += target.write(correlationId, o, 'latin1');
  o = writeFieldHeader(target, 3, successSize, o);
  o = lastRevision < 0 ? writeFieldHeader(target, 2, 0, o) : writeNumberField(target, 1, lastRevision, o);
  o = writeFieldHeader(target, 3, positionSize, o);
  o = writeNumberField(target, 1, position, o);
  o = writeNumberField(target, 2, position, o);
  o = writeFieldHeader(target, 4, nameSize, o);
  o = writeFieldHeader(target, 3, streamLength, o);
  target.write(stream, o);
  return target;
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
