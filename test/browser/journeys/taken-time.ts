import { expect } from 'chai';
import { inDays } from '../support/clinic.ts';
import { focusIsOn, isMarked, mark, signIn, visit } from '../support/visitor.ts';
import { chooseDay } from './choose-day.ts';
import type { House } from './house.ts';

export const takenTime = (house: House): void => {
  it('offers the nearest free times when somebody was quicker, and keeps what was typed', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Marina Alves');
    const [slow, quick] = [await clinic.register('Sofia'), await clinic.register('Quirina')];
    const date = inDays(4);
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;

    await signIn(page, slow);
    await page.getByLabel('Name or place').fill('Alves');
    await page.getByRole('link', { name: doctor.name }).click();
    await mark(page);
    await chooseDay(page, date);
    await page.getByRole('button', { name: '10:00 free' }).click();
    await page.getByLabel('Notes for the doctor').fill('About the results.');

    await clinic.book(quick, doctor, date, '10:00');
    await page.getByRole('button', { name: 'Book this visit' }).click();
    const alert = page.getByRole('alert');
    await focusIsOn(alert);
    await alert.getByText('The time is taken').waitFor();
    const offered = alert.getByRole('button');
    expect(await offered.allTextContents()).to.deep.equal(['09:00free', '09:30free', '10:30free']);

    await offered.nth(2).click();
    await focusIsOn(page.getByRole('heading', { name: ', 10:30 (America/Sao_Paulo)' }));
    expect(await page.getByLabel('Notes for the doctor').inputValue()).to.equal('About the results.');
    await page.getByRole('button', { name: 'Book this visit' }).click();
    const item = page.getByRole('listitem').filter({ hasText: doctor.name });
    await item.getByText(', 10:30 (America/Sao_Paulo)').first().waitFor();
    expect(await isMarked(page)).to.equal(true);
    await visitor.leave();
  });

  it('books once when the answer to a booking got lost and it is sent again', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Rui Falcão');
    const patient = await clinic.register('Rita');
    const date = inDays(5);
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto(`/doctors/${doctor.doctorId}?date=${date}`);
    await page.getByRole('button', { name: '09:00 free' }).click();
    const keys: (string | undefined)[] = [];
    await page.route('**/commands/doctors/**', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });

    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('alert').getByText('CareConnect cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByText('Your visit is booked').waitFor();
    await page.getByRole('listitem').filter({ hasText: doctor.name }).waitFor();
    expect(await page.getByRole('link', { name: 'Details and history' }).count()).to.equal(1);
    expect(keys).to.have.lengthOf(2);
    expect(keys[0]).to.equal(keys[1]);
    await visitor.leave();
  });
};
