import streams from '@eventstore/db-client/generated/streams_pb.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { encodeAppend } from './append-request.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const text = (value: Uint8Array | undefined) => Buffer.from(value ?? []).toString('utf8');

describe('an append, written by hand', () => {
  it('says to the generated classes what was meant', () => {
    const event = fc.record({ id: fc.uuid(), type: name, data: bytes, metadata: bytes });
    const request = fc.record({
      correlationId: fc.uuid(),
      streamName: name,
      expected: fc.oneof(fc.constant('no_stream' as const), fc.bigInt({ min: 0n, max: 2n ** 53n - 1n })),
      deadline: fc.nat({ max: 2 ** 45 }),
      events: fc.array(event, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(request, (given) => {
        const read = streams.BatchAppendReq.deserializeBinary(encodeAppend(given));
        const options = read.getOptions();
        expect(read.getIsFinal()).to.equal(true);
        expect({
          correlationId: read.getCorrelationId()?.getString(),
          streamName: text(options?.getStreamIdentifier()?.getStreamName_asU8()),
          expected: options?.hasNoStream() ? 'no_stream' : BigInt(options?.getStreamPosition() ?? -1),
          deadline: options?.getDeadline()?.toDate().getTime(),
          events: read.getProposedMessagesList().map((message) => ({
            id: message.getId()?.getString(),
            type: message.getMetadataMap().get('type'),
            data: Buffer.from(message.getData_asU8()),
            metadata: Buffer.from(message.getCustomMetadata_asU8()),
          })),
        }).to.deep.equal(given);
        for (const message of read.getProposedMessagesList())
          expect(message.getMetadataMap().get('content-type')).to.equal('application/json');
      }),
    );
  });
});
