import { expect } from 'chai';
import { until } from '../../support/until.ts';
import { isAccessible } from '../support/accessibility.ts';
import { signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const ownAccount = (house: House): void => {
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

    const letter = async () =>
      (await clinic.lettersTo(patient.email)).find(({ subject }) => subject === 'Choose a new password');
    await until('the letter is there', async () => (await letter()) !== undefined);
    const whole = await fetch(new URL(`${(await letter())?.id}.json`, clinic.mailboxUrl));
    const link = /http\S+\/new-password#\S+/.exec(((await whole.json()) as { text: string }).text)?.[0] ?? '';
    await page.goto(link);
    const password = 'quite another few words';
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await isAccessible(page, 'a new password');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your password is set.').waitFor();
    await signIn(page, { email: patient.email, password });
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
