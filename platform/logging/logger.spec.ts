import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { withCorrelation } from './correlation.ts';
import { createLogger, type Log } from './logger.ts';

describe('The log', () => {
  let lines: string[];
  let log: Log;
  const last = () => JSON.parse(lines.at(-1) ?? '');

  beforeEach(() => {
    lines = [];
    log = createLogger('booking', {
      level: 'debug',
      fields: ['floor'],
      destination: { write: (line) => lines.push(line) },
    });
  });

  it('writes one JSON line with level, time, service and message', () => {
    log.info({ count: 3, position: 12n }, 'Caught up');
    const { level, time, service, msg, count, position } = last();
    expect({ level, service, msg, count, position }).to.deep.equal({
      level: 'info',
      service: 'booking',
      msg: 'Caught up',
      count: 3,
      position: '12',
    });
    expect(new Date(time).toISOString()).to.equal(time);
  });

  it('puts the correlation on every line written within, however deep', async () => {
    const [outer, message] = [randomUUID(), randomUUID()];
    await withCorrelation({ correlationId: outer }, async () => {
      await pause(1);
      await withCorrelation({ correlationId: outer, messageId: message }, async () =>
        log.child({ queue: 'q' }).warn('Within'),
      );
    });
    expect(last()).to.include({ correlationId: outer, messageId: message, queue: 'q' });
    log.info('Outside');
    expect(last()).not.to.have.property('correlationId');
  });

  it('withholds every field that is not on the list, also of children, and says which', () => {
    const person = { name: 'Ann Smith', birthDate: '1980-02-03' };
    log
      .child({ patient: person, doctorId: randomUUID() })
      .info({ body: person, email: 'x', floor: 2, stream: person }, 'Oops');
    expect(lines.at(-1)).not.to.match(/Smith|1980/);
    expect(last().withheld).to.deep.equal(['body', 'email', 'stream']);
    expect(last().floor).to.equal(2);
    expect(last().doctorId).to.be.a('string');
  });

  it('takes for an id only what is a UUID', () => {
    log.info({ patientId: 'Ann Smith' }, 'Oops');
    expect(last()).to.deep.include({ withheld: ['patientId'] });
    expect(lines.at(-1)).not.to.contain('Smith');
  });

  it('writes of an error its kind, message, code and stack, and nothing else that hangs on it', () => {
    const cause = Object.assign(new Error('duplicate key value'), {
      code: '23505',
      detail: 'Key (name)=(Ann Smith) exists',
    });
    log.error({ err: new Error('could not save', { cause }) }, 'Failed');
    expect(last().err).to.include({ type: 'Error', message: 'could not save' });
    expect(last().err.stack).to.contain('logger.spec.ts');
    expect(last().err.cause).to.include({ code: '23505', message: 'duplicate key value' });
    expect(lines.at(-1)).not.to.contain('Smith');
  });

  it('leaves out what parsers and databases quote of their input', () => {
    let err: unknown;
    try {
      JSON.parse('Ann Smith');
    } catch (error) {
      err = error;
    }
    log.error({ err }, 'Failed');
    log.error(
      { err: Object.assign(new Error('invalid input syntax for type date: "Ann Smith"'), { code: '22007' }) },
      'Failed',
    );
    expect(lines.join()).not.to.contain('Smith');
    expect(last().err.message).to.equal('invalid input syntax for type date: [input]');
  });

  it('writes no e-mail address, token or password, wherever it stands', () => {
    const token = `eyJhbGciOiJFUzI1NiJ9.${'a'.repeat(20)}.${'b'.repeat(20)}`;
    log.error(
      { err: new Error('550 no such user <ann.smith@example.org>'), reason: `Bearer ${token}` },
      'Mail to a+b@x.example failed',
    );
    log.warn({ err: new Error('connect amqp://user:geheim@broker:5672/v failed') }, 'Failed');
    expect(lines.join()).not.to.match(/ann\.smith|a\+b|eyJ|geheim/);
    expect(last().err.message).to.equal('connect amqp://[credentials]@broker:5672/v failed');
  });

  it('survives what is thrown without being an error', () => {
    for (const err of ['Ann Smith', undefined, null, { name: 'Ann Smith' }]) log.error({ err }, 'Failed');
    expect(lines).to.have.length(4);
    expect(lines.join()).not.to.contain('Smith');
  });
});
