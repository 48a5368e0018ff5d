import { formatDate } from '@careconnect/domain/time/format.ts';
import { expect } from 'chai';
import { fitsItsWidth } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { signIn, visit } from '../support/visitor.ts';
import { chooseDay } from './choose-day.ts';
import type { House } from './house.ts';

const phone = { width: 390, height: 844, touch: true };

export const bookingOnAPhone = (house: House): void => {
  it('lets a patient book and cancel with a thumb, at the width of a phone', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Otávio Nunes');
    const patient = await clinic.register('Paula');
    const date = inDays(8);
    const visitor = await visit(browser, clinic.url, phone);
    const { page } = visitor;

    await signIn(page, patient);
    await page.getByLabel('Name or place').fill('Nunes');
    await page.getByRole('link', { name: doctor.name }).tap();
    await page.getByRole('button', { name: 'Next week' }).tap();
    await chooseDay(page, date, (day) => day.tap());
    await page.getByRole('button', { name: '11:30 free' }).scrollIntoViewIfNeeded();
    await fitsItsWidth(page, 'choosing a time');
    await page.getByRole('button', { name: '11:30 free' }).tap();
    await page.getByRole('button', { name: 'Book this visit' }).tap();

    await page.getByText('Your visit is booked').waitFor();
    await fitsItsWidth(page, 'my appointments');
    const item = page.getByRole('listitem').filter({ hasText: doctor.name });
    await item
      .getByText(`${formatDate(date)}, 11:30`)
      .first()
      .waitFor();
    await item.getByRole('button', { name: 'Cancel the visit' }).tap();
    await item.getByLabel('Why is the visit cancelled?').fill('Feeling better');
    await fitsItsWidth(page, 'cancelling');
    await item.getByRole('button', { name: 'Cancel the visit' }).tap();
    await item.getByText('Cancelled by the patient: Feeling better').waitFor();

    await item.getByRole('link', { name: 'Details and history' }).tap();
    const history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
    await history.filter({ hasText: 'Feeling better' }).waitFor();
    await fitsItsWidth(page, 'the history');
    expect((await history.locator('.strong').allTextContents()).map(firstWord)).to.deep.equal([
      ...['Requested', 'Accepted', 'Confirmed', 'Cancelled'],
    ]);
    await visitor.leave();
  });
};

const firstWord = (text: string): string => text.split(' ')[0] ?? '';
