import { expect } from 'chai';
import { inDays } from '../support/clinic.ts';
import { isMarked, mark, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const badMoments = (house: House): void => {
  it('keeps a booking ready to be sent again while the command-service is down', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Caio Freitas');
    const patient = await clinic.register('Clara');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto(`/doctors/${doctor.doctorId}?date=${inDays(6)}`);
    await mark(page);
    await page.getByRole('button', { name: '10:30 free' }).click();
    await page.getByLabel('Notes for the doctor').fill('Every evening.');
    const send = page.getByRole('button', { name: 'Book this visit' });

    await clinic.without('command-service', async () => {
      await send.click();
      await page.getByRole('alert').getByText('sending again does nothing twice').waitFor();
    });
    expect(await page.getByLabel('Notes for the doctor').inputValue()).to.equal('Every evening.');
    await send.click();
    await page.getByText('Your visit is booked').waitFor();
    expect(await isMarked(page)).to.equal(true);
    await visitor.leave();
  });

  it('says that doctors cannot be shown while the query-service is down, and tries again when asked', async () => {
    const { browser, clinic } = house();
    const { name } = await clinic.onboard('Dr. Tomás Vidal');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await clinic.without('query-service', async () => {
      await page.goto('/?text=Vidal');
      await page.getByRole('alert').getByText('This takes longer than usual').waitFor();
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name }).waitFor();
    await visitor.leave();
  });

  it('says when the device is offline, and goes on when it is back', async () => {
    const { browser, clinic } = house();
    const { name } = await clinic.onboard('Dr. Olga Matos');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await page.goto('/?text=Olga+Matos');
    await page.getByRole('link', { name }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await page.getByRole('link', { name }).click();
    await page.getByRole('alert').getByText('CareConnect cannot be reached').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    await page.getByText("All times are the clinic's").waitFor();
    await visitor.leave();
  });
};
