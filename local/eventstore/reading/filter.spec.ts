import { expect } from 'chai';
import { encodeRecord } from '../storage/record.ts';
import { passes, windowCounter } from './filter.ts';
import { parseLink } from './links.ts';

const NOTHING = new Uint8Array();
const record = (stream: string, type: string) => ({
  position: 64,
  bytes: encodeRecord({
    id: '0b8a5fd3-8f5c-4d6e-9d3f-0d9b1b8a5fd3',
    stream,
    type,
    revision: 0,
    createdMs: 0,
    isJson: true,
    data: NOTHING,
    metadata: NOTHING,
  }),
});

describe('A filter', () => {
  it('lets through what begins with one of its prefixes', () => {
    const matches = { prefixes: ['doctor-', 'patient-'] };
    expect(passes({ on: 'streamName', matches }, record('patient-1', 'Added'))).to.equal(true);
    expect(passes({ on: 'streamName', matches }, record('doctorDay-1', 'Added'))).to.equal(false);
    expect(passes({ on: 'eventType', matches }, record('patient-1', 'Added'))).to.equal(false);
  });

  it('lets through what its regular expression finds', () => {
    const noSystemEvents = { on: 'eventType', matches: { regex: /^[^$].*/u } } as const;
    expect(passes(noSystemEvents, record('s', 'Added'))).to.equal(true);
    expect(passes(noSystemEvents, record('s', '$metadata'))).to.equal(false);
  });
});

describe('The window of a filtered subscription', () => {
  it('is full each time so many records have been looked at', () => {
    const isFull = windowCounter(3);
    expect(Array.from({ length: 7 }, isFull)).to.deep.equal([false, false, true, false, false, true, false]);
  });
});

describe('A link', () => {
  it('names a revision and a stream, which may contain the separator', () => {
    expect(parseLink('3@a')).to.deep.equal({ revision: 3, stream: 'a' });
    expect(parseLink('0@a@b')).to.deep.equal({ revision: 0, stream: 'a@b' });
  });

  it('that names neither leads nowhere', () => {
    for (const data of ['', '@a', '3@', 'x@a', '-1@a', '1.5@a']) expect(parseLink(data), data).to.equal(undefined);
  });
});
