import { formatDate } from '@careconnect/domain/time/format.ts';
import type { Locator, Page } from 'playwright-core';

/** "Wed 25 Nov 6 free" */
export const dayButton = (page: Page, date: string): Locator => {
  const [weekday = '', rest = ''] = formatDate(date).split(', ');
  const [day = '', month = ''] = rest.split(' ');
  return page.getByRole('button', { name: new RegExp(`^${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)} `) });
};
