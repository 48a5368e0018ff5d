import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { choose, focusIsOn, press, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const backups = (house: House): void => {
  it('are asked for by an admin, by keyboard alone, and shown with what came of them', async () => {
    const { browser, clinic } = house();
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, clinic.admin);
    await choose(page, 'Operation', 'Backups');
    await focusIsOn(page.getByRole('heading', { name: 'Backups' }));
    await press(page, page.getByRole('button', { name: 'Back up now' }));
    await page.getByText('The backup is asked for.').waitFor();
    const asked = page.getByRole('listitem').filter({ hasText: 'by an admin' });
    await asked.getByText('Succeeded').waitFor();
    await isAccessible(page, 'backups');
    await fitsItsWidth(page, 'backups');
    await visitor.leave();
  });
};
