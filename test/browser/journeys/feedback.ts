import { expect } from 'chai';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { choose, focusIsOn, press, signIn, tabTo, type, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const feedback = (house: House): void => {
  it('reaches the clinic from anybody, by keyboard alone', async () => {
    const { browser, clinic } = house();
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await page.goto('/');
    await press(page, page.getByRole('link', { name: 'Contact the clinic' }));
    await focusIsOn(page.getByRole('heading', { name: 'Contact the clinic' }));
    await press(page, page.getByRole('button', { name: 'Send' }));
    await focusIsOn(page.getByRole('alert'));
    await isAccessible(page, 'an empty message');
    await type(page, page.getByLabel('Message'), 'The door is heavy.');
    await type(page, page.getByLabel('E-mail address (if you want an answer)'), 'somebody@patients.example');
    await press(page, page.getByRole('button', { name: 'Send' }));
    await page.getByText('Thank you. Your message has arrived.').waitFor();

    await signIn(page, clinic.admin);
    await choose(page, 'People', 'Messages');
    await page.getByText('The door is heavy.').waitFor();
    await page.getByRole('link', { name: 'somebody@patients.example' }).waitFor();
    await isAccessible(page, 'messages');
    await visitor.leave();
  });

  it('is erased by an admin at the wish of whoever wrote it without an account', async () => {
    const { browser, clinic } = house();
    const [patient, email] = [await clinic.register('Olga'), 'passing.by@patients.example'];
    await clinic.write(email, 'The stairs are steep.');
    const visitor = await visit(browser, clinic.url, { width: 360 });
    const { page } = visitor;
    await signIn(page, clinic.admin);
    await page.goto('/messages');
    const message = page.getByRole('main').getByRole('listitem').filter({ hasText: 'The stairs are steep.' });
    await press(page, message.getByRole('button', { name: `Erase what ${email} wrote…` }));
    await focusIsOn(page.getByRole('heading', { name: `Erase what ${email} wrote` }));
    await isAccessible(page, 'erasing what somebody wrote');
    await fitsItsWidth(page, 'erasing what somebody wrote');
    const [certificate] = await Promise.all([
      page.waitForEvent('download'),
      press(page, page.getByRole('button', { name: 'Erase everything' })),
    ]);
    expect(certificate.suggestedFilename()).to.equal('erasure-certificate.json');
    await page.getByText(`What ${email} wrote is erased.`).waitFor();
    await page.getByText('The stairs are steep.').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Erase what somebody wrote…' }).click();
    const form = page.getByRole('form', { name: 'Erase what somebody wrote' });
    await form.getByRole('button', { name: 'Erase everything' }).click();
    await form.getByRole('link', { name: 'Enter an e-mail address, like name@example.com' }).waitFor();
    await form.getByLabel('E-mail address').fill(patient.email);
    await form.getByRole('button', { name: 'Erase everything' }).click();
    await form.getByText('Nobody without an account wrote under this address.').waitFor();
    await form.getByRole('link', { name: 'find the account' }).click();
    await focusIsOn(page.getByRole('heading', { name: 'Accounts', exact: true }));
    await visitor.leave();
  });

  it('tells how a visit was, once, after it', async () => {
    const { browser, clinic } = house();
    const [doctor, patient] = [await clinic.onboard('Dr. Nuno Reis'), await clinic.register('Marta')];
    const { appointmentId } = await clinic.visited(patient, doctor);
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto(`/appointments/${appointmentId}`);
    await page.getByRole('button', { name: 'Send the rating' }).click();
    await page.getByRole('link', { name: 'Choose how the visit was' }).waitFor();
    await isAccessible(page, 'a rating without a choice');
    await tabTo(page, page.getByRole('radio', { name: '1: bad' }));
    for (let step = 1; step < 4; step += 1) await page.keyboard.press('ArrowDown');
    await type(page, page.getByLabel('Comment (if you like)'), 'Listens.');
    await press(page, page.getByRole('button', { name: 'Send the rating' }));
    await page.getByText('Thank you for your rating.').waitFor();
    await page.getByText('4 of 5: good').waitFor();
    await isAccessible(page, 'a rated visit');
    await visitor.leave();
  });
};
