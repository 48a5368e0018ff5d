import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Change } from '@careconnect/schema/changes.ts';
import { expect } from 'chai';
import type { Changes, News } from './changes.ts';
import { openStreams } from './streams.ts';

/** A client that reads nothing: all that is written waits. */
const deaf = () => {
  const response = Object.assign(new EventEmitter(), {
    writableLength: 0,
    gone: false,
    writeHead() {},
    write(text: string) {
      response.writableLength += text.length;
    },
    end: () => response.destroy(),
    destroy() {
      response.gone = true;
      response.emit('close');
    },
  });
  return response;
};

describe('Live streams', () => {
  const change: Change = { at: 'MS4x', kind: 'appointment', appointmentId: 'a', userId: 'u', doctorId: 'd', date: '' };
  const setUp = (limits: { most?: number; mostEach?: number } = {}) => {
    let tell: (news: News) => void = () => {};
    const changes: Changes = {
      ...{ since: () => null, newest: () => null, forget() {} },
      onNews: (hear) => {
        tell = hear;
      },
    };
    const stopping = new AbortController();
    const signedOut = async () => [];
    const streams = openStreams({ changes, signedOut, stopping: stopping.signal, onFault() {}, ...limits });
    const open = (userId: string) => {
      const response = deaf();
      const viewer = { userId, role: 'PATIENT', until: new Date(Date.now() + 60_000) };
      streams.open(viewer, response as unknown as ServerResponse, null);
      return response;
    };
    const hasRoomFor = (userId: string) => streams.hasRoomFor({ userId, role: 'PATIENT', until: new Date() });
    return { streams, open, hasRoomFor, tell: (news: News) => tell(news), stop: () => stopping.abort() };
  };

  it('drop who reads nothing once 64 kB wait, and forget them', () => {
    const { streams, open, tell, stop } = setUp();
    const [slow, other] = [open('u'), open('another')];
    for (let k = 0; k < 300; k += 1) tell([change]);
    expect(slow.gone).to.equal(false);
    for (let k = 0; k < 600; k += 1) tell([change]);
    expect([slow.gone, other.gone, streams.count()]).to.deep.equal([true, false, 1]);
    expect(slow.writableLength).to.be.below(66_000);
    stop();
    expect([other.gone, streams.count()]).to.deep.equal([true, 0]);
  });

  it('are so many in all, and so many for each account', () => {
    const { open, hasRoomFor, stop } = setUp({ most: 3, mostEach: 2 });
    const first = open('u');
    open('u');
    expect([hasRoomFor('u'), hasRoomFor('v')]).to.deep.equal([false, true]);
    open('v');
    expect(hasRoomFor('w')).to.equal(false);
    first.destroy();
    expect([hasRoomFor('u'), hasRoomFor('w')]).to.deep.equal([true, true]);
    stop();
    expect(hasRoomFor('u')).to.equal(false);
  });
});
