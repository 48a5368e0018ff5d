import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Found = { id: string; nodes: { target: string[]; failureSummary: string }[] };

/** Everything axe knows how to find; in dark, that is the colours. The page's content security policy stays in force. */
export const isAccessible = async (page: Page, where: string): Promise<void> => {
  await page.evaluate(axe);
  expect(await found(page, '{}'), where).to.deep.equal([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await found(page, "{ runOnly: ['color-contrast'] }"), `${where}, in dark`).to.deep.equal([]);
  await page.emulateMedia({ colorScheme: null });
};

const found = async (page: Page, options: string): Promise<string[]> => {
  const { violations } = (await page.evaluate(`axe.run(document, ${options})`)) as { violations: Found[] };
  return violations.map(described);
};

const described = ({ id, nodes }: Found): string =>
  `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join('; ')}`;

/** Nothing sticks out sideways. */
export const fitsItsWidth = async (page: Page, where: string): Promise<void> => {
  const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(over, `${where}: pixels beyond the width`).to.be.at.most(0);
};
