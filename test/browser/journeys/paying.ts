import { expect } from 'chai';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { choose, isMarked, mark, press, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const paying = (house: House): void => {
  it('books a visit, pays it in advance after a refused card, and sees it confirmed and paid back by itself', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Pia Melo', { payment: 'in-advance', refundBeforeCutOffPercent: 80 });
    const patient = await clinic.register('Lena');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto(`/doctors/${doctor.doctorId}?date=${inDays(2)}`);
    await page.getByRole('button', { name: '09:30 free' }).click();
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByText('The time is held for you. Your visit is confirmed once it is paid.').waitFor();
    await isAccessible(page, 'a visit that awaits payment');

    await press(page, page.getByRole('button', { name: /^Pay R\$120\.00 now/ }));
    await page.getByRole('heading', { name: 'Pay BRL 120.00' }).waitFor();
    await isAccessible(page, 'the sandbox');
    const sandbox = page.url();
    await page.getByRole('button', { name: 'Let the card be refused' }).click();
    await page.getByText('The card was refused. You can try again.').waitFor();
    await page.getByRole('button', { name: 'Pay BRL 120.00' }).click();

    const details = page.getByRole('region', { name: 'Details' });
    const payment = page.getByRole('region', { name: 'Payment' });
    await page.getByRole('heading', { name: 'Appointment', exact: true }).waitFor();
    await mark(page);
    await details.getByText('Confirmed').waitFor();
    await payment.getByText('Receipt number').waitFor();
    await page.getByText("Confirmed by the doctor's booking rules").waitFor();
    expect(await isMarked(page), 'confirmed without a reload').to.equal(true);
    await isAccessible(page, 'a visit that is paid');

    await page.getByRole('link', { name: 'My payments' }).click();
    await page.getByRole('heading', { name: 'Dr. Pia Melo' }).waitFor();
    await isAccessible(page, 'my payments');
    await page.getByRole('link', { name: /^See the visit/ }).click();
    await page.getByRole('button', { name: 'Cancel this visit' }).click();
    await page.getByLabel('Why is the visit cancelled?').fill('Feeling better');
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    await payment.getByText('R$96.00, because the visit was cancelled').waitFor();
    await payment.getByText('On its way', { exact: true }).waitFor({ state: 'detached' });

    const visitPage = page.url();
    await page.goto(sandbox);
    await page.getByRole('button', { name: 'Let the refund come back' }).click();
    await page.getByRole('button', { name: 'Let the refund come back' }).waitFor({ state: 'detached' });
    await page.goto(visitPage);
    await payment.getByText('It came back to the clinic on').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, clinic.admin);
    await page.goto('/clinic/refunds');
    const owed = page.getByRole('listitem').filter({ hasText: 'R$96.00 to Lena Ribeiro' });
    await owed.getByText('says “expired_or_canceled_card”: it is not told any more').waitFor();
    await isAccessible(page, 'a refund that came back');
    await owed.getByLabel('Given back by hand as').fill('transfer 96');
    await press(page, owed.getByRole('button', { name: 'Note as given back' }));
    await owed.waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('shows an admin what could not be given back, who notes it as given back by hand', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Lino Vaz', { payment: 'in-advance' });
    const patient = await clinic.register('Odete');
    await clinic.book(patient, doctor, inDays(2), '11:00');
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto('/payments');
    await press(page, page.getByRole('button', { name: /^Pay R\$120\.00 now/ }));
    await page.getByRole('button', { name: 'Pay BRL 120.00' }).click();
    await page.getByRole('region', { name: 'Payment' }).getByText('Receipt number').waitFor();
    await page.getByRole('region', { name: 'Details' }).getByText('Confirmed').waitFor();
    await clinic.without('sandbox', async () => {
      await page.getByRole('button', { name: 'Cancel this visit' }).click();
      await page.getByLabel('Why is the visit cancelled?').fill('Feeling better');
      await page.getByRole('button', { name: 'Cancel the visit' }).click();
      await page.getByText('On its way', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();

      await signIn(page, clinic.admin);
      await choose(page, 'Clinic', 'Refunds');
      const owed = page.getByRole('listitem').filter({ hasText: 'R$120.00 to Odete Ribeiro' });
      await owed.getByText('because the visit was cancelled').waitFor();
      await press(page, owed.getByRole('button', { name: 'Note as given back' }));
      await owed.getByRole('link', { name: 'Enter by what it is found again' }).waitFor();
      await isAccessible(page, 'refunds that are due');
      await fitsItsWidth(page, 'refunds that are due');
      await owed.getByLabel('Given back by hand as').fill('transfer 4711');
      await press(page, owed.getByRole('button', { name: 'Note as given back' }));
      await page.getByText('Noted: R$120.00 to Odete Ribeiro was given back.').waitFor();
      await owed.waitFor({ state: 'detached' });
    });
    await visitor.leave();
  });

  it('leaves the page without paying, and the visit waits on', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Raul Pinho', { payment: 'in-advance' });
    const patient = await clinic.register('Nina');
    await clinic.book(patient, doctor, inDays(2), '10:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto('/payments');
    await press(page, page.getByRole('button', { name: /^Pay R\$120\.00 now/ }));
    await page.getByRole('button', { name: 'Leave without paying' }).click();
    await page.getByRole('region', { name: 'Details' }).getByText('Awaiting payment').waitFor();
    await page.getByText('Not paid: the last try did not go through').waitFor();
    await page.getByRole('button', { name: /^Pay R\$120\.00 now/ }).waitFor();
    await visitor.leave();
  });
};
