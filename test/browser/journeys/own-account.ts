import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { until } from '../../support/until.ts';
import { isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { holdBack, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const ownAccount = (house: House): void => {
  it('takes its data along, and is erased once nothing lies ahead', async () => {
    const { browser, clinic } = house();
    const [doctor, patient] = [await clinic.onboard('Dr. Clara Dias'), await clinic.register('Sonia')];
    await clinic.book(patient, doctor, inDays(3), '10:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.getByRole('link', { name: 'Sonia Ribeiro' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download your data' }).click(),
    ]);
    const { account, events } = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(account).to.include({ name: 'Sonia Ribeiro', email: patient.email });
    expect(events.map(({ type }: { type: string }) => type)).to.include.members([
      'UserRegistered',
      'AppointmentRequested',
    ]);

    await page.getByRole('button', { name: 'Erase the account…' }).click();
    const form = page.getByRole('form', { name: 'Erase the account' });
    await form.getByLabel('Password').fill(patient.password);
    await isAccessible(page, 'erasing an account');
    await form.getByRole('button', { name: 'Erase everything' }).click();
    await form.getByText('One is still to come').waitFor();
    await form.getByRole('link', { name: 'your appointments' }).click();
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    await page.getByLabel('Why is the visit cancelled?').fill('Leaving');
    await page.getByRole('button', { name: 'Cancel the visit', exact: true }).last().click();
    await page.getByText('Cancelled by').waitFor();

    await page.getByRole('link', { name: 'Sonia Ribeiro' }).click();
    await page.getByRole('button', { name: 'Erase the account…' }).click();
    await form.getByLabel('Password').fill(patient.password);
    await form.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByRole('heading', { name: 'Your account is erased' }).waitFor();
    await isAccessible(page, 'an erased account');
    const [certificate] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the certificate' }).click(),
    ]);
    const { signed } = JSON.parse(await readFile(await certificate.path(), 'utf8'));
    expect(signed.split('.')).to.have.lengthOf(3);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(patient.email);
    await page.getByLabel('Password').fill(patient.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail address or password is wrong').waitFor();
    await visitor.leave();
  });

  it('is shown at once when all of it is there, so that nothing moves away under a press', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Nuno');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    const letAnswer = await holdBack(page, /\/queries\/me\/letter-preferences\b/);
    await Promise.all([
      page.waitForResponse(/\/queries\/me\/sessions/),
      page.getByRole('link', { name: 'Nuno Ribeiro' }).click(),
    ]);
    await page.getByText('Loading your account').waitFor();
    expect(await page.getByRole('button').allInnerTexts()).not.to.include('Download your data');
    letAnswer();
    await page.getByRole('button', { name: 'Download your data' }).waitFor();
    expect(await page.getByText('Loading').count()).to.equal(0);
    await visitor.leave();
  });

  it('gets back in by a letter when the password is forgotten', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Rita');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail address').fill(patient.email);
    await isAccessible(page, 'a forgotten password');
    await page.getByRole('button', { name: 'Send the letter' }).click();
    await page.getByText('a letter is on its way').waitFor();

    await page.goto(await clinic.linkTo('/new-password', patient.email));
    const password = 'quite another few words';
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await isAccessible(page, 'a new password');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your password is set.').waitFor();
    await signIn(page, { email: patient.email, password });
    await visitor.leave();
  });

  it('confirms its address by another letter', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Ilda');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.getByRole('link', { name: 'Ilda Ribeiro' }).click();
    const section = page.getByRole('region', { name: 'E-mail address' });
    await section.getByText(`${patient.email} is not confirmed yet`).waitFor();
    await section.getByRole('button', { name: 'Send the letter again' }).click();
    await section.getByText('A letter is on its way.').waitFor();
    await isAccessible(page, 'an address that is not confirmed');

    await page.goto(await clinic.linkTo('/verify-email', patient.email));
    await page.getByRole('button', { name: 'Confirm the address' }).click();
    await page.getByText('Thank you, the address is confirmed.').waitFor();
    await page.goto('/account');
    await section.getByText(`${patient.email} is confirmed`).waitFor();
    await visitor.leave();
  });

  it('lets a calendar follow its visits, by the newest address alone, until it is revoked', async () => {
    const { browser, clinic } = house();
    const [doctor, patient] = [await clinic.onboard('Dr. Nilo Prado'), await clinic.register('Lia')];
    await clinic.book(patient, doctor, inDays(3), '10:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.getByRole('link', { name: 'Lia Ribeiro' }).click();
    const section = page.getByRole('region', { name: 'Your visits in your calendar' });
    await section.getByRole('button', { name: 'Make an address' }).click();
    const field = section.getByLabel('Your address, which is shown only now');
    const first = await field.inputValue();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await section.getByRole('button', { name: 'Copy the address' }).click();
    await section.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).to.equal(first);
    await isAccessible(page, 'the address of a calendar');
    await until('the address is good', async () => (await fetch(first)).ok);
    const followed = await fetch(first);
    expect(followed.headers.get('content-type')).to.equal('text/calendar; charset=utf-8');
    expect(await followed.text()).to.contain('SUMMARY:Dr. Nilo Prado');

    await section.getByRole('button', { name: 'Make a new address' }).click();
    await until('another one is shown', async () => (await field.inputValue()) !== first);
    const second = await field.inputValue();
    const statuses = async () => [(await fetch(first)).status, (await fetch(second)).status];
    await until('the new one is good', async () => (await fetch(second)).ok);
    expect(await statuses()).to.deep.equal([404, 200]);

    await section.getByRole('button', { name: 'Revoke the address' }).click();
    await section.getByText('No calendar can follow your visits any more.').waitFor();
    expect(await statuses()).to.deep.equal([404, 404]);
    await visitor.leave();
  });

  it('sees where it is signed in, and ends a session that then ends on the other device', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Olga');
    const [here, there] = [await visit(browser, clinic.url), await visit(browser, clinic.url)];
    await signIn(there.page, patient);
    await signIn(here.page, patient);
    await here.page.getByRole('link', { name: 'Olga Ribeiro' }).click();
    const end = here.page.getByRole('button', { name: /^Sign out there: Chrome/ });
    await end.first().waitFor();
    await isAccessible(here.page, 'the account');
    const before = await end.count();
    await end.last().click();
    await until('it is gone from the list', async () => (await end.count()) === before - 1);
    await there.page.reload();
    await there.page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await there.page.evaluate('localStorage.length')).to.equal(0);
    await Promise.all([here.leave(), there.leave()]);
  });
};
