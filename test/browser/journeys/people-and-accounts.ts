import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { type TOTP, URI } from 'otpauth';
import { until } from '../../support/until.ts';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { choose, focusIsOn, holdBack, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const peopleAndAccounts = (house: House): void => {
  it('lets a patient add, change and remove the people they book for', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Marta');
    const visitor = await visit(browser, clinic.url, { width: 390, height: 844, touch: true });
    const { page } = visitor;
    const of = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });

    await signIn(page, patient);
    await page.getByRole('link', { name: 'People' }).click();
    await focusIsOn(page.getByRole('heading', { name: 'People I book for' }));
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('First name').fill('Teo');
    await page.getByLabel('Last name').fill('Ribeiro');
    await page.getByLabel('Date of birth').fill('2019-03-04');
    await page.getByLabel('Gender').selectOption('MALE');
    await page.getByRole('button', { name: 'Add this person' }).click();
    await of('Teo').getByText('Born on Monday, 4 March 2019, Male').waitFor();
    await of('Teo').getByRole('button', { name: 'Change the details of Teo' }).click();
    await of('Teo').getByLabel('First name').fill('Teodoro');
    await isAccessible(page, 'changing a person');
    await fitsItsWidth(page, 'changing a person');
    await of('Teo').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Teodoro Ribeiro' }).waitFor();
    await of('Teodoro').getByRole('button', { name: 'Remove Teodoro' }).click();
    await focusIsOn(of('Teodoro').getByRole('button', { name: 'Remove from my account' }));
    await page.keyboard.press('Enter');
    await page.getByText('Teodoro Ribeiro is removed from your account.').waitFor();
    await of('Teodoro').waitFor({ state: 'detached' });
    await of('Marta').waitFor();
    await visitor.leave();
  });

  it('lets somebody turn a second factor on, sign in with it, and turn it off', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Nadia');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto('/account');
    await page.getByRole('button', { name: 'Set up a second factor' }).click();
    await page.getByRole('img', { name: 'Secret for an authenticator app' }).waitFor();
    await isAccessible(page, 'setting up a second factor');
    const app = URI.parse((await page.getByRole('link', { name: 'open the app' }).getAttribute('href')) ?? '') as TOTP;
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Turn the second factor on' }).click();
    await page.getByText('The code is wrong, too old, or was used already.').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(app.generate());
    await page.getByRole('button', { name: 'Turn the second factor on' }).click();
    const codes = page.getByRole('region', { name: 'Your recovery codes' }).getByRole('listitem');
    await codes.first().waitFor();
    expect(await codes.count()).to.equal(10);
    const [first = '', second = ''] = await codes.allTextContents();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('It is on.').waitFor();

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(patient.email);
    await page.getByLabel('Password').fill(patient.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code of your authenticator app').fill(first);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.goto('/account');
    await page.getByLabel('Code', { exact: true }).fill(second);
    await page.getByRole('button', { name: 'Turn the second factor off' }).click();
    await page.getByRole('button', { name: 'Set up a second factor' }).waitFor();
    await visitor.leave();
  });

  it('leaves the rest of the page of accounts as it is while others are looked up', async () => {
    const { browser, clinic } = house();
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, clinic.admin);
    const invitation = page.getByRole('form', { name: 'Invite somebody' });
    const own = page.getByRole('main').getByRole('listitem').filter({ hasText: clinic.admin.email });
    await choose(page, 'People', 'Accounts');
    const find = page.getByRole('form', { name: 'Find an account' });
    await find.getByLabel('E-mail address').fill(clinic.admin.email);
    await find.getByRole('button').click();
    await page.waitForURL(/user=/);
    await own.waitFor();
    await choose(page, 'Operation', 'System');
    await focusIsOn(page.getByRole('heading', { name: 'System', level: 1 }));
    await page.goBack();
    await invitation.waitFor();
    const letAnswer = await holdBack(page, /\/queries\/users\?.*role=AUDITOR/);
    await page.getByRole('link', { name: 'Auditors' }).click();
    await page.getByText('Loading accounts').waitFor();
    expect(await invitation.isVisible()).to.equal(true);
    letAnswer();
    await page.getByText('Loading').waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('lets an admin find an account by its address, and hand out all that is known about it', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Yara');
    const visitor = await visit(browser, clinic.url, { width: 360 });
    const { page } = visitor;
    await signIn(page, clinic.admin);
    await page.goto('/accounts');
    const form = page.getByRole('form', { name: 'Find an account' });
    await form.getByRole('button', { name: 'Find the account' }).click();
    await form.getByRole('link', { name: 'Enter an e-mail address, like name@example.com' }).waitFor();
    await form.getByLabel('E-mail address').fill('nobody@patients.example');
    await form.getByRole('button', { name: 'Find the account' }).click();
    await form.getByText('There is no such account').first().waitFor();
    await isAccessible(page, 'an account that is not found');
    await form.getByLabel('E-mail address').fill(patient.email.toUpperCase());
    await form.getByRole('button', { name: 'Find the account' }).click();
    await page.waitForURL(/\?user=[0-9a-f-]{36}$/);
    await page.getByRole('heading', { name: 'Yara Ribeiro' }).waitFor();
    const shown = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Second factor' });
    await until(
      'this account alone',
      async () => (await shown.allTextContents()).join().includes(patient.email) && (await shown.count()) === 1,
    );
    await isAccessible(page, 'one account');
    await fitsItsWidth(page, 'one account');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download what is known about Yara Ribeiro' }).click(),
    ]);
    expect(file.suggestedFilename()).to.match(/^careconnect-[0-9a-f-]{36}\.json$/);
    const known = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(JSON.stringify(known)).to.include(patient.email).and.to.include('1984-05-06');

    await page.getByRole('button', { name: 'Erase Yara Ribeiro…' }).click();
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByText('Yara Ribeiro is erased.').waitFor();
    await page.getByRole('heading', { name: 'Yara Ribeiro', exact: true }).waitFor({ state: 'detached' });
    await page.goto('/accounts?user=00000000-0000-4000-8000-000000000000');
    await page.getByRole('main').getByText('There is no such account.').waitFor();
    await visitor.leave();
  });

  it('lets an admin invite an auditor, and shut an account out and in again', async () => {
    const { browser, clinic } = house();
    const patient = await clinic.register('Quim');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, clinic.admin);
    await choose(page, 'People', 'Accounts');
    await isAccessible(page, 'accounts');
    await page.getByRole('button', { name: 'Shut out: Quim Ribeiro' }).click();
    await page.getByText('Quim Ribeiro is shut out').waitFor();
    await page.getByRole('button', { name: 'Let in again: Quim Ribeiro' }).click();
    await page.getByText('Quim Ribeiro may sign in again.').waitFor();
    expect((await patient.api({ method: 'GET', path: '/queries/me' })).secondFactor).to.equal(false);

    await page.getByRole('button', { name: 'Erase Quim Ribeiro…' }).click();
    await focusIsOn(page.getByRole('heading', { name: 'Erase Quim Ribeiro' }));
    await isAccessible(page, 'erasing an account');
    const [certificate] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Erase everything' }).click(),
    ]);
    expect(certificate.suggestedFilename()).to.match(/^erasure-certificate-/);
    await page.getByText('Quim Ribeiro is erased.').waitFor();
    await page.getByRole('heading', { name: 'Quim Ribeiro', exact: true }).waitFor({ state: 'detached' });
    const gone = page.getByRole('listitem').filter({ hasText: 'Erased: nothing tells any more whose account it was.' });
    await gone.first().waitFor();
    expect(await gone.getByRole('button').count()).to.equal(0);

    const form = page.getByRole('form', { name: 'Invite somebody' });
    const email = 'auditor@board.example';
    await form.getByLabel('E-mail address').fill(email);
    await form.getByLabel('Name').fill('Rute Board');
    await form.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText(`A letter with an invitation is on its way to ${email}.`).waitFor();
    await page.getByRole('link', { name: 'Auditors' }).click();
    await page.getByRole('heading', { name: 'Rute Board' }).waitFor();
    await until('the invitation', async () => (await clinic.lettersTo(email)).length === 1, 30_000);
    await visitor.leave();
  });
};
