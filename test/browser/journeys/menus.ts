import { expect } from 'chai';
import { until } from '../../support/until.ts';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { choose, focusIsOn, press, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const menus = (house: House): void => {
  it('lead an admin everywhere by keyboard, and leave a phone its room', async () => {
    const { browser, clinic } = house();
    const visitor = await visit(browser, clinic.url, { width: 360, height: 740 });
    const { page } = visitor;
    await signIn(page, clinic.admin);
    const menu = page.getByRole('navigation', { name: 'Main' });
    const group = (name: string) => menu.getByRole('button', { name, exact: true });
    const isOpen = (name: string, open = true) =>
      until(
        `${name} is ${open ? 'open' : 'closed'}`,
        async () => (await menu.getByRole('list', { name }).isVisible()) === open,
      );

    const header = await page.getByRole('banner').boundingBox();
    expect(header?.height, 'of a screen of 740').to.be.at.most(185);
    await press(page, group('Clinic'));
    await isOpen('Clinic');
    expect(await group('Clinic').getAttribute('aria-expanded')).to.equal('true');
    await isAccessible(page, 'an open menu');
    await fitsItsWidth(page, 'an open menu');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await isOpen('Clinic', false);
    await focusIsOn(group('Clinic'));

    await press(page, group('People'));
    await isOpen('People');
    await press(page, group('Operation'));
    await isOpen('Operation');
    await isOpen('People', false);
    await page.getByText('In an emergency, call your local emergency number.').click();
    await isOpen('Operation', false);
    await press(page, group('Clinic'));
    await isOpen('Clinic');
    await press(page, page.getByRole('button', { name: 'Sign out' }));
    await page.getByRole('link', { name: 'Sign in' }).waitFor();

    await signIn(page, clinic.admin);
    await choose(page, 'Clinic', 'Refunds');
    await focusIsOn(page.getByRole('heading', { name: 'Refunds', exact: true }));
    await isOpen('Clinic', false);
    expect(await group('Clinic').getAttribute('aria-current')).to.equal('true');
    expect(await group('People').getAttribute('aria-current')).to.equal(null);
    await visitor.leave();
  });
};
