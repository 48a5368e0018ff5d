import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

type Link = Readonly<{ text: string; href: string }>;

/** A letter before it is text or HTML: both say the same because both are made of this. */
export type Page = Readonly<{
  language: string;
  title: string;
  greeting: string;
  opening: string;
  rows: readonly (readonly [label: string, value: string])[];
  notes: readonly string[];
  link: Link;
  closing: string;
  decline: Link | null;
}>;

export const textOf = ({ greeting, opening, rows, notes, link, closing, decline }: Page): string => {
  const widest = Math.max(0, ...rows.map(([label]) => label.length)) + 2;
  const table = rows.map(([label, value]) => {
    const [first, ...more] = linesOf(value);
    return [`  ${`${label}:`.padEnd(widest)}${first}`, ...more.map((line) => ' '.repeat(widest + 2) + line)].join('\n');
  });
  const parts = [greeting, opening, table.join('\n'), ...notes, lineOf(link), closing, decline ? lineOf(decline) : ''];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const lineOf = ({ text, href }: Link): string => `${text}: ${href}`;
const linesOf = (value: string): string[] => value.split(/\r\n?|\n/);

/** One column of tables with inline styles, for mail clients know little else. Loads nothing from anywhere. */
const template = Handlebars.compile(readFileSync(new URL('letter.hbs', import.meta.url), 'utf8'), { strict: true });

export const htmlOf = (page: Page): string =>
  template({ ...page, rows: page.rows.map(([label, value]) => ({ label, lines: linesOf(value) })) });
