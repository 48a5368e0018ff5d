import { expect } from 'chai';
import { inDays } from '../support/clinic.ts';
import { focusIsOn, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const signingInAgain = (house: House): void => {
  it('comes back to a half-written booking when the session ran out, and nothing typed is lost', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Inês Lobo');
    const patient = await clinic.register('Lia');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto(`/doctors/${doctor.doctorId}?date=${inDays(2)}`);
    await page.getByRole('button', { name: '11:00 free' }).click();
    await page.getByLabel('Notes for the doctor').fill('Second opinion.');

    // A token that the services refuse, as an old one is.
    const refused = '**/commands/doctors/**';
    await page.route(refused, (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer old' } }),
    );
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByText('you were signed out after a while').waitFor();
    await focusIsOn(page.getByRole('heading', { name: 'Sign in' }));
    await page.unroute(refused);

    await page.getByLabel('E-mail address').fill(patient.email);
    await page.getByLabel('Password').fill(patient.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await focusIsOn(page.getByRole('heading', { name: ', 11:00 (America/Sao_Paulo)' }));
    expect(await page.getByLabel('Notes for the doctor').inputValue()).to.equal('Second opinion.');
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByText('Your visit is booked').waitFor();
    await visitor.leave();
  });

  it('stays signed in over a reload, and leaves nothing behind when signing out', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Nora');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.getByRole('link', { name: 'My appointments' }).click();
    await page.getByText('You have no visit ahead.').waitFor();
    await page.reload();
    await page.getByText('You have no visit ahead.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Find a doctor' }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).to.equal(0);
    await page.goto('/appointments');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await visitor.leave();
  });
};
