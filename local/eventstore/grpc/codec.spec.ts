import { expect } from 'chai';
import fc from 'fast-check';
import { encodeRecord } from '../storage/record.ts';
import { decodeBatchAppendRequest } from './batch-append-request.ts';
import { batchResponse } from './batch-append-responses.ts';
import { shared, streams, wellKnownEmpty } from './pb.ts';
import * as responses from './read-responses.ts';

const { ReadResp, BatchAppendReq, BatchAppendResp } = streams;
const number = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const bytes = fc.uint8Array({ maxLength: 300 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const text = (value: Uint8Array | string) => Buffer.from(value as Uint8Array).toString('utf8');

const event = fc.record({
  id: fc.uuid(),
  stream: name,
  type: name,
  revision: number,
  createdMs: fc.nat({ max: 2 ** 45 }),
  isJson: fc.boolean(),
  data: bytes,
  metadata: bytes,
});

describe('The answers of a read, written by hand', () => {
  it('say to the generated classes what was stored', () => {
    fc.assert(
      fc.property(event, number, (given, position) => {
        const record = { position, bytes: encodeRecord(given) };
        const response = ReadResp.deserializeBinary(responses.eventResponse({ position, event: record }));
        const read = response.getEvent();
        const recorded = read?.getEvent();
        expect(read?.getCommitPosition()).to.equal(String(position));
        expect(read?.hasLink()).to.equal(false);
        expect({
          id: recorded?.getId()?.getString(),
          stream: text(recorded?.getStreamIdentifier()?.getStreamName_asU8() ?? ''),
          type: recorded?.getMetadataMap().get('type'),
          revision: Number(recorded?.getStreamRevision()),
          createdMs: Number(BigInt(recorded?.getMetadataMap().get('created') ?? 0) / 10_000n),
          isJson: recorded?.getMetadataMap().get('content-type') === 'application/json',
          data: recorded?.getData_asU8(),
          metadata: recorded?.getCustomMetadata_asU8(),
        }).to.deep.equal(given);
        expect([recorded?.getCommitPosition(), recorded?.getPreparePosition()]).to.deep.equal(
          [position, position].map(String),
        );
      }),
    );
  });

  it('carry a link beside its target, and alone when the target is gone', () => {
    fc.assert(
      fc.property(event, event, (target, link) => {
        const [event, from] = [target, link].map((fields, i) => ({ position: i + 1, bytes: encodeRecord(fields) }));
        if (!event || !from) throw new Error('both were made');
        const both = ReadResp.deserializeBinary(responses.eventResponse({ position: 2, event, link: from })).getEvent();
        expect(both?.getEvent()?.getId()?.getString()).to.equal(target.id);
        expect(both?.getLink()?.getId()?.getString()).to.equal(link.id);
        const alone = ReadResp.deserializeBinary(responses.eventResponse({ position: 2, link: from })).getEvent();
        expect(alone?.hasEvent()).to.equal(false);
        expect(alone?.getLink()?.getId()?.getString()).to.equal(link.id);
      }),
    );
  });

  it('give a tombstone the highest revision there is', () => {
    const fields = { id: '0b8a5fd3-8f5c-4d6e-9d3f-0d9b1b8a5fd3', stream: 's', type: '$streamDeleted', revision: 0 };
    const none = new Uint8Array();
    const stored = encodeRecord({
      ...fields,
      createdMs: 1,
      isJson: false,
      isTombstone: true,
      data: none,
      metadata: none,
    });
    const response = responses.eventResponse({ position: 9, event: { position: 9, bytes: stored } });
    const recorded = ReadResp.deserializeBinary(response).getEvent()?.getEvent();
    expect(recorded?.getStreamRevision()).to.equal('9223372036854775807');
  });

  it('mark what else happens in a subscription', () => {
    const read = (message: Buffer) => ReadResp.deserializeBinary(message);
    expect(read(responses.caughtUpResponse).hasCaughtUp()).to.equal(true);
    expect(read(responses.fellBehindResponse).hasFellBehind()).to.equal(true);
    expect(read(responses.confirmationResponse('one')).getConfirmation()?.getSubscriptionId()).to.equal('one');
    expect(
      read(responses.checkpointResponse(2 ** 40))
        .getCheckpoint()
        ?.toObject(),
    ).to.deep.equal({
      commitPosition: String(2 ** 40),
      preparePosition: String(2 ** 40),
    });
    const missing = read(responses.streamNotFoundResponse('ä')).getStreamNotFound();
    expect(text(missing?.getStreamIdentifier()?.getStreamName_asU8() ?? '')).to.equal('ä');
  });
});

describe('A batch append, read by hand', () => {
  it('is what the generated classes wrote', () => {
    fc.assert(
      fc.property(fc.uuid(), name, number, fc.array(event, { maxLength: 5 }), fc.boolean(), (...given) => {
        const [correlationId, stream, revision, events, isFinal] = given;
        const request = new BatchAppendReq()
          .setCorrelationId(new shared.UUID().setString(correlationId))
          .setIsFinal(isFinal)
          .setOptions(
            new BatchAppendReq.Options()
              .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
              .setStreamPosition(String(revision)),
          );
        for (const { id, type, data, metadata } of events) {
          const message = new BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
          message.setData(data).setCustomMetadata(metadata).getMetadataMap().set('type', type);
          message.getMetadataMap().set('content-type', 'application/json');
          request.addProposedMessages(message);
        }
        const read = decodeBatchAppendRequest(Buffer.from(request.serializeBinary()));
        expect([read.correlationId, read.isFinal]).to.deep.equal([correlationId, isFinal]);
        expect(read.options?.stream?.toString()).to.equal(stream);
        expect(read.options?.expected).to.deep.equal({ is: 'revision', revision });
        const messages = read.messages.map(({ id, type, data, metadata }) => [id, type, [...data], [...metadata]]);
        expect(messages).to.deep.equal(events.map((e) => [e.id, e.type, [...e.data], [...e.metadata]]));
      }),
    );
  });

  it('knows the other expected revisions, the deadline, and ids in two halves', () => {
    const empty = () => new wellKnownEmpty.Empty();
    const options = () => new BatchAppendReq.Options();
    const decode = (filled: InstanceType<typeof BatchAppendReq.Options>) =>
      decodeBatchAppendRequest(Buffer.from(new BatchAppendReq().setOptions(filled).serializeBinary())).options;
    expect(decode(options().setNoStream(empty()))?.expected).to.deep.equal({ is: 'noStream' });
    expect(decode(options().setAny(empty()))?.expected).to.deep.equal({ is: 'any' });
    expect(decode(options().setStreamExists(empty()))?.expected).to.deep.equal({ is: 'streamExists' });
    expect(decode(options())?.expected).to.equal(undefined);
    const halves = new shared.UUID.Structured().setMostSignificantBits('-1').setLeastSignificantBits('255');
    const request = new BatchAppendReq().setCorrelationId(new shared.UUID().setStructured(halves));
    const { correlationId } = decodeBatchAppendRequest(Buffer.from(request.serializeBinary()));
    expect(correlationId).to.equal('ffffffff-ffff-ffff-0000-0000000000ff');
  });

  it('that is no such message is refused, not misread', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        try {
          decodeBatchAppendRequest(Buffer.from(noise));
        } catch (error) {
          expect(error).to.be.an('error').with.property('message').that.is.a('string');
        }
      }),
    );
  });

  it('is answered with the last revision and its position, or with no revision', () => {
    fc.assert(
      fc.property(fc.uuid(), name, fc.integer({ min: -1, max: 2 ** 40 }), number, (id, stream, revision, position) => {
        const response = BatchAppendResp.deserializeBinary(
          batchResponse(id, stream, { is: 'written', lastRevision: revision, position }),
        );
        const success = response.getSuccess();
        expect(response.getCorrelationId()?.getString()).to.equal(id);
        expect(text(response.getStreamIdentifier()?.getStreamName_asU8() ?? '')).to.equal(stream);
        expect(success?.hasNoStream()).to.equal(revision < 0);
        if (revision >= 0) expect(success?.getCurrentRevision()).to.equal(String(revision));
        expect(success?.getPosition()?.toObject()).to.deep.equal({
          commitPosition: String(position),
          preparePosition: String(position),
        });
      }),
    );
  });
});
