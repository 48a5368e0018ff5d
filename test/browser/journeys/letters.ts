import { until } from '../../support/until.ts';
import { isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { choose, focusIsOn, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const letters = (house: House): void => {
  it('are shown to whom they were written, and sent again by an admin', async () => {
    const { browser, clinic } = house();
    const [doctor, patient] = [await clinic.onboard('Dr. Rosa Paz'), await clinic.register('Bento')];
    await clinic.book(patient, doctor, inDays(2), '09:00');
    const confirmations = async () =>
      (await clinic.lettersTo(patient.email)).filter(({ subject }) => subject.startsWith('Confirmed')).length;
    await until('the letter is there', async () => (await confirmations()) === 1);

    const [own, office] = [await visit(browser, clinic.url, { width: 390 }), await visit(browser, clinic.url)];
    await signIn(own.page, patient);
    await own.page.getByRole('link', { name: 'Bento Ribeiro' }).click();
    await own.page.getByRole('link', { name: 'What was written to you' }).click();
    await focusIsOn(own.page.getByRole('heading', { name: 'My letters' }));
    const mine = own.page.getByRole('main').getByRole('listitem').filter({ hasText: 'A visit is confirmed' });
    await mine.getByText('Delivered to the mail server').waitFor();
    await isAccessible(own.page, 'my letters');
    await mine.getByRole('link', { name: 'See the visit' }).click();
    await focusIsOn(own.page.getByRole('heading', { name: 'Appointment' }));

    await signIn(office.page, clinic.admin);
    await choose(office.page, 'People', 'Letters');
    const it = office.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Bento Ribeiro' });
    await it.getByRole('link', { name: 'Bento Ribeiro' }).first().click();
    await office.page.getByText('Those to one account only.').waitFor();
    const confirmation = it.filter({ hasText: 'A visit is confirmed' });
    await confirmation.getByRole('button', { name: 'Send again: A visit is confirmed, to Bento Ribeiro' }).click();
    await office.page.getByText('it is written anew and sent again').waitFor();
    await confirmation.getByText('sent again once').waitFor();
    await confirmation.getByText('Delivered to the mail server').waitFor();
    await isAccessible(office.page, 'letters to one account');
    await until('it came again', async () => (await confirmations()) === 2);
    await Promise.all([own.leave(), office.leave()]);
  });

  it('are written as somebody likes them', async () => {
    const { browser, clinic } = house();
    const [doctor, patient] = [await clinic.onboard('Dr. Nina Hoff'), await clinic.register('Greta')];
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, patient);
    await page.goto('/account');
    const form = page.getByRole('form', { name: 'Letters and reminders' });
    await form.getByLabel('Language').selectOption('de');
    await form.getByLabel('A week before').check();
    await form.getByLabel('Mobile number').fill('0170 1234567');
    await form.getByRole('button', { name: 'Keep this' }).click();
    await form.getByRole('link', { name: 'Write the number as' }).waitFor();
    await form.getByLabel('Mobile number').fill('');
    await form.getByRole('button', { name: 'Keep this' }).click();
    await page.getByText('Kept: letters from now on are written like this.').waitFor();
    await page.reload();
    await form.getByLabel('A week before').and(page.locator(':checked')).waitFor();

    await clinic.book(patient, doctor, inDays(2), '10:00');
    const german = async () =>
      (await clinic.lettersTo(patient.email)).some(({ subject }) => subject.startsWith('Bestätigt'));
    await until('a letter in German', german);
    await visitor.leave();
  });

  it('are declined by a link in them', async () => {
    const { browser, clinic } = house();
    const [doctor, patient] = [await clinic.onboard('Dr. Ciro Leal'), await clinic.register('Dora')];
    await clinic.visited(patient, doctor);
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await page.goto(await clinic.linkTo('/decline-letters', patient.email));
    await page.getByText('Questions how a visit was are sent to you.').waitFor();
    await isAccessible(page, 'declining letters');
    await page.getByRole('button', { name: 'Do not send them any more' }).click();
    await page.getByText('Done: questions how a visit was are not sent to you any more.').waitFor();
    await signIn(page, patient);
    await page.goto('/account');
    await page.getByLabel('Questions how a visit was').and(page.locator(':not(:checked)')).waitFor();
    await page.goto('/decline-letters#half');
    await page.getByText('The link is not whole.').waitFor();
    await visitor.leave();
  });
};
