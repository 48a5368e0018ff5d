import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { zone } from '../support/clinic.ts';
import { choose, focusIsOn, press, signIn, tabTo, type, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const bringingInADoctor = (house: House): void => {
  it('lets an admin bring a doctor in by keyboard, who then chooses a password', async () => {
    const { browser, clinic } = house();
    const there = await clinic.onboard('Dr. Raul Serra');
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, clinic.admin);
    await choose(page, 'People', 'Accounts');
    await focusIsOn(page.getByRole('heading', { name: 'Accounts' }));
    await press(page, page.getByRole('link', { name: 'Bring in a doctor' }));
    await focusIsOn(page.getByRole('heading', { name: 'Bring in a doctor' }));

    const send = () => press(page, page.getByRole('button', { name: 'Bring in this doctor' }));
    await type(page, page.getByLabel('Name'), 'Dr. Alda Reis');
    await send();
    await focusIsOn(page.getByRole('alert'));
    await isAccessible(page, 'bringing a doctor in, with errors');
    await fitsItsWidth(page, 'bringing a doctor in, with errors');
    await press(page, page.getByRole('link', { name: 'Enter an e-mail address' }));
    await type(page, page.getByLabel('E-mail address'), there.email);
    await type(page, page.getByLabel('Specialization'), 'Rheumatology');
    await type(page, page.getByLabel('Practising since'), '2011');
    await type(page, page.getByLabel('Address', { exact: true }), 'Rua do Carmo 5');
    await type(page, page.getByLabel('Consultation fee'), '80');
    await tabTo(page, page.getByLabel('Time zone'));
    await page.getByLabel('Time zone').selectOption(zone);
    await send();
    await page.getByRole('alert').getByText('The e-mail address is taken').waitFor();

    const email = 'alda.reis@doctors.example';
    await tabTo(page, page.getByLabel('E-mail address'));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(email);
    await send();
    await focusIsOn(page.getByRole('heading', { name: 'Dr. Alda Reis can be booked' }));
    await isAccessible(page, 'a doctor who was brought in');
    await page.getByRole('link', { name: 'The schedule of Dr. Alda Reis' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await page.goto(await clinic.linkTo('/invitation', email));
    await page.getByRole('textbox', { name: 'Password' }).fill('a password of her own');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your password is set.').waitFor();
    await signIn(page, { email, password: 'a password of her own' });
    await page.getByRole('link', { name: 'My schedule' }).click();
    const hours = page.getByRole('region', { name: 'Working hours' });
    await hours.getByText('Friday 13:00 to 17:00').waitFor();
    await visitor.leave();
  });
};
