import { expect } from 'chai';
import { visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const findingADoctor = (house: House): void => {
  it('keeps what was chosen in the address, and tells when the doctor can be seen', async () => {
    const { browser, clinic } = house();
    await clinic.nextFreeKnown(await clinic.onboard('Dr. Olga Fontes'));
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await page.goto('/');
    await page.getByLabel('Name or place').fill('Fontes');
    const found = page.getByRole('status');
    await found.filter({ hasText: '1 doctor' }).waitFor();
    await page.getByText(/^Next free: /).waitFor();

    await page.getByText('More choices').click();
    await page.getByLabel('Speaks').selectOption({ value: 'pt' });
    await page.getByLabel('Fee up to').fill('120');
    await page.getByLabel('Sort by').selectOption('Best rating');
    await page.waitForURL((url) => url.search === '?text=Fontes&language=pt&feeTo=120&sort=rating');
    await found.filter({ hasText: '1 doctor' }).waitFor();

    await page.reload();
    await page.getByText('More choices (2)').waitFor();
    expect(await page.getByLabel('Fee up to').inputValue()).to.equal('120');
    await page.getByLabel('How').selectOption('By video');
    await page.getByText('No doctor matches your search.').waitFor();
    await page.getByRole('button', { name: 'Show all doctors' }).click();
    await page.waitForURL((url) => url.search === '');
    await found.filter({ hasText: /^\d+ doctors?$/ }).waitFor();
    await visitor.leave();
  });
};
