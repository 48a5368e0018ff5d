import { expect } from 'chai';
import { silentLog } from '../logging/logger.ts';
import { type InProcessBus, inProcessBus } from './in-process.ts';
import { PublishFailed } from './message-bus.ts';
import { eventually, itIsAMessageBus, messageOf } from './spec/message-bus-contract.ts';
import { queue, type Topology } from './topology.ts';

describe('The message bus within one process', () => {
  itIsAMessageBus(async (topology) => {
    const bus = inProcessBus({ topology, log: silentLog });
    const deadLetters = async ({ name }: { name: string }) =>
      bus
        .deadLetters()
        .filter((letter) => letter.queue === name)
        .map(({ id }) => id);
    return { bus, deadLetters };
  });

  describe('since it stores nothing', () => {
    const only = queue('only', ['#'], { retryDelaysMs: [10] });
    const topology: Topology = { exchange: 'specs.events', queues: [only], unheard: [] };
    let bus: InProcessBus;

    beforeEach(() => {
      bus = inProcessBus({ topology, log: silentLog, attachTimeoutMs: 50, deadLetterLimit: 3 });
    });
    afterEach(() => bus.close());

    it('resolves a publish only when the work is done, retries included', async () => {
      const done: number[] = [];
      await bus.consume(only, async (_message, { attempt }) => {
        if (attempt === 1) throw new Error('not yet');
        done.push(attempt);
      });
      await bus.publish([messageOf('thing.Happened')]);
      expect(done).to.deep.equal([2]);
    });

    it('fails a publish that nobody consumes in time', async () => {
      const error = await bus.publish([messageOf('thing.Happened')]).catch((e) => e);
      expect(error).to.be.instanceOf(PublishFailed);
      expect(error.message).to.equal('nobody consumes only');
    });

    it('fails a publish whose retries a close cuts off, so that its sender publishes it again', async () => {
      let tries = 0;
      const patient = inProcessBus({
        topology: { ...topology, queues: [{ ...only, retryDelaysMs: [60_000] }] },
        log: silentLog,
      });
      await patient.consume(only, async () => {
        tries++;
        throw new Error('never');
      });
      const published = patient.publish([messageOf('thing.Happened')]).catch((e) => e);
      await eventually('first try', () => tries === 1);
      await patient.close();
      expect(await published).to.be.instanceOf(PublishFailed);
    });

    it('keeps the youngest dead letters when there are too many', async () => {
      await bus.consume(only, async () => {
        throw new Error('never');
      });
      const sent = Array.from({ length: 5 }, () => messageOf('thing.Happened'));
      for (const message of sent) await bus.publish([message]);
      const kept = bus.deadLetters().map(({ id }) => id);
      expect(kept).to.deep.equal(sent.slice(2).map(({ id }) => id));
    });
  });
});
