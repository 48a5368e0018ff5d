import { until } from '../../support/until.ts';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { focusIsOn, press, signIn, tabTo, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const doctorsProfile = (house: House): void => {
  it('lets a doctor say by keyboard what patients read', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Saul Neves');
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, doctor);
    await press(page, page.getByRole('link', { name: 'My profile' }));
    await focusIsOn(page.getByRole('heading', { name: 'My profile' }));

    const retype = async (label: string, text: string) => {
      await tabTo(page, page.getByLabel(label));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    };
    await retype('Practising since', 'long ago');
    await retype('About', 'Draws what he explains.');
    await tabTo(page, page.getByLabel('Languages'));
    await page.getByLabel('Languages').selectOption('nl');
    await page.getByRole('button', { name: 'Remove Dutch' }).waitFor();
    await press(page, page.getByRole('button', { name: 'Change the profile' }));
    await focusIsOn(page.getByRole('alert'));
    await isAccessible(page, 'a profile with an error');
    await fitsItsWidth(page, 'a profile with an error');
    await press(page, page.getByRole('link', { name: 'Enter the year in which the practice began' }));
    await focusIsOn(page.getByLabel('Practising since'));
    await retype('Practising since', '1999');
    await press(page, page.getByRole('button', { name: 'Change the profile' }));
    await page.getByText('The profile is changed.').waitFor();

    await press(page, page.getByRole('link', { name: 'What patients see' }));
    const about = page.getByRole('region', { name: 'About the doctor' });
    await about.getByText('Draws what he explains.').waitFor();
    await about.getByText('Portuguese and Dutch').waitFor();
    await about.getByText('1999').waitFor();
    await visitor.leave();
  });

  it("is nobody else's but an admin's", async () => {
    const { browser, clinic } = house();
    const [doctor, other] = [await clinic.onboard('Dr. Ines Faro'), await clinic.onboard('Dr. Jorge Faro')];
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, other);
    await page.goto(`/doctors/${doctor.doctorId}/profile`);
    await page.getByRole('heading', { name: 'There is no such profile' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, clinic.admin);
    await page.goto(`/doctors/${doctor.doctorId}`);
    await page.getByRole('link', { name: 'The profile of Dr. Ines Faro' }).click();
    await page.getByLabel('Specialization').fill('Sleep medicine');
    await page.getByRole('button', { name: 'Change the profile' }).click();
    await page.getByText('The profile is changed.').waitFor();
    const told = async () => (await page.request.get(`/queries/doctors/${doctor.doctorId}`)).json();
    await until('it is read', async () => (await told()).specialization === 'Sleep medicine');
    await visitor.leave();
  });
};
