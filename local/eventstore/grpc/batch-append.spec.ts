import { randomUUID } from 'node:crypto';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { expect } from 'chai';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { type RunningEventStore, startEventStore } from '../server.ts';
import { shared, streams, wellKnownEmpty } from './pb.ts';

type Call = ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

interface Wish {
  id?: string;
  stream?: string;
  types?: string[];
  deadlineMs?: number;
  isFinal?: boolean;
  dataBytes?: number;
}

function request({ id = randomUUID(), stream, types = [], deadlineMs, isFinal = true, dataBytes = 2 }: Wish) {
  const message = new streams.BatchAppendReq().setCorrelationId(new shared.UUID().setString(id)).setIsFinal(isFinal);
  if (stream !== undefined) {
    const deadline = new timestamp.Timestamp();
    deadline.fromDate(new Date(Date.now() + (deadlineMs ?? 10_000)));
    const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
    const options = new streams.BatchAppendReq.Options().setStreamIdentifier(name).setDeadline(deadline);
    message.setOptions(options.setAny(new wellKnownEmpty.Empty()));
  }
  for (const type of types) {
    const proposed = new streams.BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(randomUUID()));
    proposed
      .setData(Buffer.alloc(dataBytes))
      .getMetadataMap()
      .set('type', type)
      .set('content-type', 'application/json');
    message.addProposedMessages(proposed);
  }
  return message;
}

/** These are asked without the official client, which cannot take such answers. */
describe('A batch append', () => {
  let store: RunningEventStore;
  let client: InstanceType<typeof streamsService.StreamsClient>;
  let call: Call;
  let answers: BatchAppendResp[];
  let nextAnswer: () => Promise<BatchAppendResp>;

  beforeEach(async () => {
    store = await startEventStore();
    client = new streamsService.StreamsClient(`127.0.0.1:${store.port}`, credentials.createInsecure());
    call = client.batchAppend();
    call.on('error', () => {});
    answers = [];
    const waiting: ((answer: BatchAppendResp) => void)[] = [];
    call.on('data', (answer: BatchAppendResp) => {
      const taker = waiting.shift();
      if (taker) taker(answer);
      else answers.push(answer);
    });
    nextAnswer = () => {
      const there = answers.shift();
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push(resolve));
    };
  });

  afterEach(async () => {
    call.cancel();
    client.close();
    await store.stop();
  });

  const told = (answer: BatchAppendResp) =>
    answer.getError()?.getDetails()?.getTypeName().split('.').at(-1) ?? 'success';
  const ofId = (answer: BatchAppendResp) => answer.getCorrelationId()?.getString();

  it('in parts is written as one when the last part has come', async () => {
    const id = randomUUID();
    call.write(request({ id, stream: 's', types: ['A'], isFinal: false }));
    call.write(request({ id, types: ['B', 'C'] }));
    const answer = await nextAnswer();
    expect(ofId(answer)).to.equal(id);
    expect(answer.getSuccess()?.getCurrentRevision()).to.equal('2');
  });

  it('that is too large is refused once, while it still arrives, and the rest of it is passed over', async () => {
    const id = randomUUID();
    call.write(request({ id, stream: 's', types: ['A', 'B'], isFinal: false, dataBytes: 600 * 1024 }));
    call.write(request({ id, types: ['C'] }));
    call.write(request({ stream: 's', types: ['D'] }));
    expect(told(await nextAnswer())).to.equal('MaximumAppendSizeExceeded');
    expect((await nextAnswer()).getSuccess()?.getCurrentRevision()).to.equal('0');
  });

  it('that is a bad request is answered at once, and again when its deadline has passed', async () => {
    const id = randomUUID();
    call.write(request({ id, stream: 's', types: [''], deadlineMs: 300 }));
    const both = [await nextAnswer(), await nextAnswer()];
    expect(both.map(told)).to.deep.equal(['BadRequest', 'Timeout']);
    expect(both.map(ofId)).to.deep.equal([id, id]);
  });

  it('to a stream without a name is a bad request', async () => {
    call.write(request({ stream: '', types: ['A'], deadlineMs: 200 }));
    expect([told(await nextAnswer()), told(await nextAnswer())]).to.deep.equal(['BadRequest', 'Timeout']);
  });

  it('whose last part does not come in time is answered with a timeout, and not written', async () => {
    const id = randomUUID();
    call.write(request({ id, stream: 's', types: ['A'], isFinal: false, deadlineMs: 200 }));
    expect(told(await nextAnswer())).to.equal('Timeout');
    call.write(request({ id, types: ['B'] }));
    call.write(request({ stream: 's', types: ['C'] }));
    expect((await nextAnswer()).getSuccess()?.getCurrentRevision()).to.equal('0');
  });

  it('that comes after its deadline is answered with a timeout', async () => {
    call.write(request({ stream: 's', types: ['A'], deadlineMs: -1_000 }));
    expect(told(await nextAnswer())).to.equal('Timeout');
  });

  it('answers all it took before it ends', async () => {
    const ended = new Promise((resolve) => call.on('end', resolve));
    for (let i = 0; i < 300; i++) call.write(request({ stream: `s${i}`, types: ['A'] }));
    call.end();
    await ended;
    expect(answers.map(told).filter((what) => what === 'success')).to.have.length(300);
  });
});
