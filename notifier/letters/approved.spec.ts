import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { languages } from '@careconnect/domain/user/letter-preferences.ts';
import { expect } from 'chai';
import type { Kind, Letter } from './letter.ts';
import { letterFor } from './letter-for.ts';
import { example, examples } from './spec/examples.ts';

const folder = new URL('approved/', import.meta.url);
const approving = process.env.APPROVE_LETTERS === '1';

/** What somebody has read and found right; APPROVE_LETTERS=1 writes them anew, to be read in the difference. */
const fileOf = (kind: string, language: string, form: string): URL => new URL(`${kind}.${language}.${form}`, folder);
const formsOf = ({ subject, text, html }: Letter) => ({ txt: `Subject: ${subject}\n\n${text}`, html });

describe('The approved letters', () => {
  const kinds = Object.keys(examples) as Kind[];
  before(() => {
    if (approving) rmSync(folder, { recursive: true, force: true });
    if (approving) mkdirSync(folder);
  });

  for (const kind of kinds)
    for (const language of languages)
      it(`say of ${kind} in ${language} what was approved`, () => {
        for (const [form, said] of Object.entries(formsOf(letterFor(example(kind, { language }))))) {
          const file = fileOf(kind, language, form);
          if (approving) writeFileSync(file, said);
          expect(existsSync(file), file.pathname).to.equal(true);
          expect(said).to.equal(readFileSync(file, 'utf8'));
        }
      });

  it('are of letters that there are', () => {
    const known = kinds.flatMap((kind) => languages.flatMap((each) => [`${kind}.${each}.html`, `${kind}.${each}.txt`]));
    expect(readdirSync(folder).sort()).to.deep.equal(known.sort());
  });
});
