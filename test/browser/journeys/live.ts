import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { cableTo } from '../../support/cable.ts';
import { inDays } from '../support/clinic.ts';
import { isMarked, mark, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

const isLive = (page: Page) => page.getByText('Live: changes show by themselves').waitFor();

export const live = (house: House): void => {
  it('shows each of two people what the other does, without a reload', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Celso Vaz');
    const patient = await clinic.register('Yara');
    const date = inDays(2);
    const [desk, phone] = [await visit(browser, clinic.url), await visit(browser, clinic.url, { width: 390 })];
    await signIn(desk.page, doctor);
    await desk.page.goto(`/doctors/${doctor.doctorId}/week/${date}`);
    await isLive(desk.page);
    await mark(desk.page);

    await signIn(phone.page, patient);
    await phone.page.goto(`/doctors/${doctor.doctorId}?date=${date}`);
    await phone.page.getByRole('button', { name: '10:30 free' }).click();
    await phone.page.getByRole('button', { name: 'Book this visit' }).click();
    await phone.page.getByText('Your visit is booked').waitFor();
    await isLive(phone.page);
    await mark(phone.page);

    await desk.page.getByRole('link', { name: '10:30 Yara Ribeiro' }).click();
    await desk.page.getByRole('button', { name: 'Cancel this visit' }).click();
    await desk.page.getByLabel('Why is the visit cancelled?').fill('The doctor is ill.');
    await desk.page.getByRole('button', { name: 'Cancel the visit' }).click();
    await phone.page.getByText('Cancelled by the doctor: The doctor is ill.').waitFor();
    expect([await isMarked(desk.page), await isMarked(phone.page)]).to.deep.equal([true, true]);
    await Promise.all([desk.leave(), phone.leave()]);
  });

  it('misses nothing of what happens while the connection is broken', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Zilda Rego');
    const [ivo, eva] = [await clinic.register('Ivo'), await clinic.register('Eva')];
    const date = inDays(2);
    const cable = await cableTo(clinic.url);
    const { page, leave } = await visit(browser, cable.url);
    const visitOf = (name: string) => page.getByRole('link', { name });
    await signIn(page, doctor);
    await page.goto(`/doctors/${doctor.doctorId}/week/${date}`);
    await isLive(page);
    await mark(page);
    await clinic.book(ivo, doctor, date, '09:00');
    await visitOf('09:00 Ivo Ribeiro').waitFor();

    cable.pullOut();
    await page.getByText('Reconnecting… what you see may be a little old').waitFor();
    await clinic.book(ivo, doctor, date, '10:00');
    await clinic.book(eva, doctor, date, '11:30');
    expect(await visitOf('10:00 Ivo Ribeiro').count()).to.equal(0);
    // Asks to be told what came behind the last that it heard.
    const goingOn = page.waitForRequest(
      (request) => request.url().endsWith('/queries/live') && Boolean(request.headers()['last-event-id']),
    );
    cable.plugIn();
    await goingOn;
    await isLive(page);
    await visitOf('10:00 Ivo Ribeiro').waitFor();
    await visitOf('11:30 Eva Ribeiro').waitFor();
    expect(await isMarked(page)).to.equal(true);
    await leave();
    await cable.remove();
  });
};
