import { sameContent } from '@careconnect/domain/same-content.ts';
import { useState } from 'react';
import type { Tagged } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import type { FieldErrors } from './field-errors.ts';
import { useSending } from './use-sending.ts';

type Replacing<Seen, Fields, Field extends string> = {
  labels: Record<Field, string>;
  /** As it is known by now: it may move on while the form is open. */
  seen: Seen;
  look: () => Promise<Seen>;
  /** What of it the form replaces. */
  part: (seen: Seen) => unknown;
  begin: (seen: Seen) => Fields;
  /** What is set, line by line, for whoever is told that it has changed. */
  lines: (seen: Seen) => readonly string[];
};

const mostTries = 3;

/**
 * A form that replaces something as a whole, as this person saw it and no other state (docs/adr/0014). Where somebody else
 * changed it meanwhile, nothing is sent and nothing typed is lost: it says what changed, and sending again is meant.
 */
export const useReplacing = <Seen extends Tagged, Fields extends object, Field extends string>({
  labels,
  seen,
  look,
  part,
  begin,
  lines,
}: Replacing<Seen, Fields, Field>) => {
  const [begun, setBegun] = useState(seen);
  const [fields, setFields] = useState(() => begin(seen));
  const [touched, setTouched] = useState(false);
  const [saved, setSaved] = useState('');
  const [news, setNews] = useState<readonly string[]>([]);
  const { send, forget, errors, problem, attempts, busy } = useSending(labels);

  const adopt = (now: Seen) => {
    setBegun(now);
    setFields(begin(now));
    setTouched(false);
  };
  const moved = (now: Seen) => !sameContent(part(now), part(begun));
  if (!touched && !busy && moved(seen)) adopt(seen);

  const change = (change: Partial<Fields>): void => {
    setFields({ ...fields, ...change });
    setTouched(true);
  };
  const refuse = (now: Seen): never => {
    setNews(changesIn(lines(begun), lines(now)));
    setBegun(now);
    throw overtaken;
  };
  const replaceAt = async (replace: (tag: string | null) => Promise<unknown>): Promise<void> => {
    let now = seen;
    for (let tries = 1; ; tries += 1) {
      if (moved(now) && !sameContent(begin(now), fields)) refuse(now);
      try {
        await replace(now.tag);
        return;
      } catch (problem) {
        if (!isOvertaken(problem)) throw problem;
        const newer = await look();
        // It may be too new to be shown, or not concern this part.
        if (newer.tag === now.tag || tries === mostTries) refuse(newer);
        now = newer;
      }
    }
  };
  /** Replaces what is set, at the tag it is given. */
  const save = (wrong: FieldErrors<Field>, replace: (tag: string | null) => Promise<unknown>, words: string) => {
    setSaved('');
    return send(wrong, async () => {
      await replaceAt(replace);
      setSaved(words);
      setTouched(false);
      await look().then(adopt, () => undefined);
    });
  };
  /** Does something else beside the form, whatever else is set. */
  const act = (act: () => Promise<unknown>, words: string) => {
    setSaved('');
    return send({}, async () => {
      await act();
      setSaved(words);
    });
  };
  const take = (): void => {
    adopt(seen);
    forget();
  };
  const help = problem === overtaken ? <Meanwhile news={news} onTake={take} /> : undefined;
  return { fields, change, saved, save, act, problem, busy, errors, form: { errors, problem, attempts, help } };
};

const overtaken: Problem = {
  ...{ is: 'Refused', status: 412, code: 'changed-meanwhile', errors: [], data: {} },
  title: 'Somebody else changed this meanwhile',
  detail: 'Nothing was set, and everything you typed is kept. Set it again to put yours in the place of theirs.',
};

const isOvertaken = (problem: unknown): boolean => (problem as Partial<{ status: number }>).status === 412;

const changesIn = (before: readonly string[], now: readonly string[]): string[] => [
  ...before.filter((line) => !now.includes(line)).map((line) => `No longer: ${line}`),
  ...now.filter((line) => !before.includes(line)).map((line) => `Now: ${line}`),
];

const Meanwhile = ({ news, onTake }: { news: readonly string[]; onTake: () => void }) => (
  <>
    {news.length > 0 && (
      <ul>
        {news.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    )}
    <button type="button" onClick={onTake}>
      Drop mine and take theirs
    </button>
  </>
);
