import { expect } from 'chai';
import { sessionId } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { type RefreshSession, type StartSession, sessionDecider } from './decide.ts';
import type { Ending, SessionEvent } from './events.ts';

const at = '2026-11-20T12:00:00.000Z';
const later = '2026-11-20T12:14:00.000Z';
const endsAt = '2026-12-20T12:00:00.000Z';

describe('A session', () => {
  const { given } = specifying(sessionDecider);
  const ids = { sessionId: sessionId('00000000-0000-4000-8000-000000600001'), userId: clinic.user(1) };
  const about = { ...ids, era: 0, device: 'Firefox on Linux', network: '203.0.113.0/24' };
  const start: StartSession = { is: 'StartSession', ...about, at, endsAt };
  const started: SessionEvent = { type: 'SessionStarted', data: { ...about, startedAt: at, endsAt } };
  const refreshed = (generation: number, key = `key ${generation}`): SessionEvent => ({
    type: 'SessionRefreshed',
    data: { ...ids, generation, key, refreshedAt: later },
  });
  const ended = (because: Ending): SessionEvent => ({
    type: 'SessionEnded',
    data: { ...ids, because, endedAt: later },
  });
  const refresh = (generation: number, changes: Partial<RefreshSession> = {}): RefreshSession => ({
    is: 'RefreshSession',
    generation,
    key: `key ${generation + 1}`,
    era: 0,
    at: later,
    ...changes,
  });

  it('starts once', () => {
    given().when(start).then(started);
  });

  it('goes on with the newest token, which the next one replaces', () => {
    given(started).when(refresh(0)).then(refreshed(1));
    given(started, refreshed(1)).when(refresh(1)).then(refreshed(2));
  });

  it('answers a refresh again whose answer got lost, as long as nobody went on from it', () => {
    given(started, refreshed(1)).when(refresh(0)).thenNothing();
    expect(
      sessionDecider.decide(
        refresh(0),
        [started, refreshed(1), refreshed(2)].reduce(sessionDecider.evolve, sessionDecider.initial),
      ),
    ).to.deep.equal([ended('REUSED')]);
  });

  it('ends as a whole when a token is shown that was used up', () => {
    const decide = (past: SessionEvent[], command: RefreshSession) =>
      sessionDecider.decide(command, past.reduce(sessionDecider.evolve, sessionDecider.initial));
    expect(decide([started, refreshed(1)], refresh(0, { key: 'another' }))).to.deep.equal([ended('REUSED')]);
    expect(decide([started, refreshed(1), refreshed(2), refreshed(3)], refresh(1))).to.deep.equal([ended('REUSED')]);
    expect(decide([started], refresh(7))).to.deep.equal([ended('REUSED')]);
  });

  it('is over for good once it has ended, and at its time however often it was refreshed', () => {
    given(started, ended('REUSED')).when(refresh(0)).refuses('session-over', {});
    given(started, refreshed(1))
      .when(refresh(1, { at: endsAt }))
      .refuses('session-over', {});
    given().when(refresh(0)).refuses('session-over', {});
  });

  it('does not outlive the era of its account', () => {
    for (const era of [1, null])
      expect(
        sessionDecider.decide(refresh(0, { era }), sessionDecider.evolve(sessionDecider.initial, started)),
      ).to.deep.equal([ended('OUTDATED')]);
  });

  it('is ended by its owner, once', () => {
    const end = { is: 'EndSession', userId: clinic.user(1), because: 'REVOKED', at: later } as const;
    given(started, refreshed(1)).when(end).then(ended('REVOKED'));
    given(started, ended('SIGNED_OUT')).when(end).thenNothing();
  });

  it('of somebody else answers like none', () => {
    const end = { is: 'EndSession', userId: clinic.user(2), because: 'REVOKED', at: later } as const;
    given(started).when(end).refuses('session-not-found', {});
    given(started, ended('SIGNED_OUT')).when(end).refuses('session-not-found', {});
    given().when(end).refuses('session-not-found', {});
  });
});
