import { eventResponse } from '@careconnect/local/eventstore/grpc/read-responses.ts';
import { encodeRecord } from '@careconnect/local/eventstore/storage/record.ts';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeReadResponse } from './read-response.ts';

const { ReadResp } = streams;
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const position = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
const decoded = (fill: (response: InstanceType<typeof ReadResp>) => void) => {
  const response = new ReadResp();
  fill(response);
  return decodeReadResponse(Buffer.from(response.serializeBinary()));
};

describe('the answers of a subscription, read by hand', () => {
  const event = fc.record({ id: fc.uuid(), stream: name, type: name, revision: position, commit: position });

  it('are what the generated classes wrote', () => {
    fc.assert(
      fc.property(event, fc.json(), fc.boolean(), (given, data, isJson) => {
        const recorded = new ReadResp.ReadEvent.RecordedEvent()
          .setId(new shared.UUID().setString(given.id))
          .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(given.stream)))
          .setStreamRevision(String(given.revision))
          .setCommitPosition(String(given.commit))
          .setPreparePosition(String(given.commit))
          .setCustomMetadata(Buffer.from('{"by":"ü"}'))
          .setData(Buffer.from(data));
        recorded.getMetadataMap().set('created', '1').set('type', given.type);
        recorded.getMetadataMap().set('content-type', isJson ? 'application/json' : 'application/octet-stream');
        const read = decoded((response) => response.setEvent(new ReadResp.ReadEvent().setEvent(recorded)));
        expect(read).to.deep.equal({
          kind: 'event',
          recorded: {
            ...{ id: given.id, streamId: given.stream, revision: given.revision, type: given.type, isJson },
            data: isJson ? JSON.parse(data) : Buffer.from(data),
            metadata: { by: 'ü' },
            position: { commit: given.commit, prepare: given.commit },
          },
        });
      }),
    );
  });

  it('leave JSON that is none as text', () => {
    const fields = { id: '6f6d2b0e-5c0a-4f57-9a55-0f3a1c9de7b4', stream: 's', type: 'T', revision: 1, createdMs: 1 };
    const texts = { data: Buffer.from('{"broken'), metadata: Buffer.from('') };
    const bytes = eventResponse({
      position: 5,
      event: { position: 5, bytes: encodeRecord({ ...fields, ...texts, isJson: true }) },
    });
    expect(decodeReadResponse(bytes))
      .to.deep.include({ kind: 'event' })
      .and.to.have.nested.property('recorded.data', '{"broken');
  });

  it('tell where the subscription stands', () => {
    const at = new ReadResp.Checkpoint().setCommitPosition('300').setPreparePosition('299');
    expect(decoded((response) => response.setCheckpoint(at))).to.deep.equal({
      kind: 'checkpoint',
      position: { commit: 300n, prepare: 299n },
    });
    expect(decoded((response) => response.setConfirmation(new ReadResp.SubscriptionConfirmation()))).to.deep.equal({
      kind: 'confirmation',
    });
    expect(decoded((response) => response.setCaughtUp(new ReadResp.CaughtUp()))).to.deep.equal({ kind: 'caughtUp' });
    expect(decoded((response) => response.setFellBehind(new ReadResp.FellBehind()))).to.deep.equal({ kind: 'behind' });
  });

  it('have nothing to say of a link whose event is gone', () => {
    expect(decoded((response) => response.setEvent(new ReadResp.ReadEvent()))).to.deep.equal({ kind: 'nothing' });
  });
});
