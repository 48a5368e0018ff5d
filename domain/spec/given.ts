import { expect } from 'chai';
import { Refusal, type RefusalCode, type Refusals } from '../refusal.ts';

type Decider<S, C, E> = { initial: S; evolve(state: S, event: E): S; decide(command: C, state: S): readonly E[] };

/** `given(...events).when(command).then(...events)`, `.thenNothing()` or `.refuses(code, data)`. */
export const specifying = <S, C, E>({ initial, evolve, decide }: Decider<S, C, E>) => {
  const fold = (events: readonly E[]): S => events.reduce(evolve, initial);

  const given = (...past: readonly E[]) => ({
    when: (command: C) => {
      const decided = () => decide(command, fold(past));
      return {
        /** Exactly these events; and asking once more changes nothing. */
        // biome-ignore lint/suspicious/noThenProperty: a specification reads given, when, then; nobody awaits it
        then: (...expected: readonly E[]) => {
          expect(decided()).to.deep.equal(expected);
          expect(decide(command, fold([...past, ...expected])), 'asked again').to.deep.equal([]);
        },
        thenNothing: () => expect(decided()).to.deep.equal([]),
        refuses: <Code extends RefusalCode>(code: Code, data: Refusals[Code]) => {
          const refusal = refusalOf(decided);
          expect({ code: refusal.code, data: refusal.data }).to.deep.equal({ code, data });
        },
      };
    },
  });
  return { given, fold };
};

/** What a decision refuses with; any other error fails the spec as it is. */
export const refusalOf = (decide: () => unknown): Refusal => {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return expect.fail('nothing was refused');
};
