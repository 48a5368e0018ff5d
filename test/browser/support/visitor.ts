import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import { until } from '../../support/until.ts';
import type { Credentials } from './clinic.ts';

export type Visitor = {
  page: Page;
  /** Fails when anything was fetched from elsewhere, a script broke, or the content security policy was hurt. */
  leave(): Promise<void>;
};

export type VisitOptions = { width?: number; height?: number; touch?: boolean };

/** Somebody with a browser of their own, in front of the clinic's pages. */
export const visit = async (browser: Browser, url: string, options: VisitOptions = {}): Promise<Visitor> => {
  const { width = 1280, height = 900, touch = false } = options;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
  });
  context.setDefaultTimeout(60_000);
  const amiss: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== url) amiss.push(`fetched ${request.url()}`);
  });
  context.on('weberror', (error) => amiss.push(`broke: ${error.error().message}`));
  context.on('console', (message) => {
    // Refused requests are written there by the browser itself; they are part of the journeys.
    const refused = /^Failed to load resource/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !refused) amiss.push(message.text());
  });
  const page = await context.newPage();
  return {
    page,
    leave: async () => {
      await context.close();
      expect(amiss, 'what the browser complained about').to.deep.equal([]);
    },
  };
};

/** Shuts what a journey left open because it failed, after telling what could be seen there, and what was asked for last. */
export const leaveAll = async (browser: Browser, failed: boolean): Promise<void> => {
  for (const context of browser.contexts()) {
    for (const page of failed ? context.pages() : []) console.error(await seenOn(page));
    await context.close();
  }
};

const seenOn = async (page: Page): Promise<string> => {
  const asked = (await page.requests()).slice(-20).map(async (request) => {
    const response = request.existingResponse();
    return `${request.method()} ${new URL(request.url()).pathname} ${response?.status() ?? 'without an answer'}`;
  });
  const seen = await page.locator('body').ariaSnapshot({ timeout: 5_000 });
  return [`left open: ${page.url()}`, ...(await Promise.all(asked)), seen].join('\n');
};

/** Moves on with the tabulator key until the focus is there. */
export const tabTo = async (page: Page, target: Locator, atMost = 80): Promise<void> => {
  await target.waitFor();
  for (let tabs = 0; tabs < atMost; tabs += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached within ${atMost} tabs`);
};

export const press = async (page: Page, target: Locator): Promise<void> => {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
};

export const type = async (page: Page, target: Locator, text: string): Promise<void> => {
  await tabTo(page, target);
  await page.keyboard.type(text);
};

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.ownerDocument.activeElement === element);

/** Where keyboard and screen reader go on after a change of page. */
export const focusIsOn = async (target: Locator): Promise<void> => {
  await target.waitFor();
  await until(`the focus is on ${target}`, () => hasFocus(target));
};

export const signIn = async (page: Page, { email, password }: Credentials): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
};

/** A page out of a group of the menu, by keyboard. */
export const choose = async (page: Page, group: string, name: string): Promise<void> => {
  const menu = page.getByRole('navigation', { name: 'Main' });
  await press(page, menu.getByRole('button', { name: group, exact: true }));
  await press(page, menu.getByRole('list', { name: group }).getByRole('link', { name, exact: true }));
};

/** What is asked there is answered only once the function that this gives is called. */
export const holdBack = async (page: Page, address: RegExp): Promise<() => void> => {
  let letAnswer = () => {};
  const mayCome = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  await page.route(address, async (route) => {
    const response = await route.fetch();
    await mayCome;
    await route.fulfill({ response });
  });
  return letAnswer;
};

/** Marks the page in memory: a reload would wipe it off. */
export const mark = (page: Page): Promise<unknown> => page.evaluate('window.marked = true');
export const isMarked = (page: Page): Promise<unknown> => page.evaluate('window.marked === true');
