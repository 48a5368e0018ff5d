import { formatDate } from '@careconnect/domain/time/format.ts';
import type { Locator, Page } from 'playwright-core';

/** Until the times of that day are shown, those of another day are: a button with the same time may be one of theirs. */
export const chooseDay = async (
  page: Page,
  date: string,
  press: (day: Locator) => Promise<void> = (day) => day.click(),
): Promise<void> => {
  await press(dayButton(page, date));
  await page.getByRole('heading', { name: formatDate(date), exact: true, level: 3 }).waitFor();
};

/** "Wed 25 Nov 6 free" */
const dayButton = (page: Page, date: string): Locator => {
  const [weekday = '', rest = ''] = formatDate(date).split(', ');
  const [day = '', month = ''] = rest.split(' ');
  return page.getByRole('button', { name: new RegExp(`^${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)} `) });
};
