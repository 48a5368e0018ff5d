import { formatDate } from '@careconnect/domain/time/format.ts';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { focusIsOn, signIn, visit } from '../support/visitor.ts';
import { chooseDay } from './choose-day.ts';
import type { House } from './house.ts';

export const changingTheTime = (house: House): void => {
  it('lets a patient take another time, another day, another doctor', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Ivo Sales');
    const colleague = await clinic.onboard('Dr. Zita Sales');
    const patient = await clinic.register('Nora');
    const day = inDays(2);
    await clinic.book(patient, doctor, day, '09:00');
    const visitor = await visit(browser, clinic.url, { width: 390, height: 844, touch: true });
    const { page } = visitor;

    await signIn(page, patient);
    await page.goto('/appointments');
    await page.getByRole('link', { name: 'Change the time of the visit' }).click();
    await focusIsOn(page.getByRole('heading', { name: 'Change the time' }));
    await chooseDay(page, day);
    await isAccessible(page, 'choosing another time');
    await fitsItsWidth(page, 'choosing another time');
    await page.getByRole('button', { name: '10:30 free' }).click();
    await focusIsOn(page.getByRole('heading', { name: `${formatDate(day)}, 10:30` }));
    await page.getByRole('button', { name: 'Change to this time' }).click();
    await page.getByText(`The visit is now on ${formatDate(day)}, 10:30`).waitFor();

    await page.getByRole('link', { name: 'Change the time' }).click();
    await page.getByLabel('With').selectOption({ label: colleague.name });
    const later = inDays(3);
    await chooseDay(page, later);
    await page.getByRole('button', { name: '09:00 free' }).click();
    await page.getByRole('button', { name: 'Change to this time' }).click();
    await page.getByText(`The visit is now on ${formatDate(later)}, 09:00`).waitFor();
    await page.getByRole('region', { name: 'Details' }).getByRole('link', { name: colleague.name }).waitFor();
    await visitor.leave();
  });

  it('lets a doctor set the rules aside, with a reason', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Caio Brito', { minimumNoticeMinutes: 3 * 24 * 60 });
    const patient = await clinic.register('Olga');
    await clinic.book(patient, doctor, inDays(5), '09:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;

    await signIn(page, doctor);
    await page.goto(`/doctors/${doctor.doctorId}/day/${inDays(5)}`);
    await page.getByRole('link', { name: 'Change the time of the visit of Olga' }).click();
    await chooseDay(page, inDays(1));
    await page.getByRole('button', { name: '10:00 too soon' }).click();
    await page.getByRole('button', { name: 'Change to this time' }).click();
    await page.getByRole('link', { name: 'Say why the rules are set aside' }).waitFor();
    await page.getByLabel('Why is it used?').fill('It hurts.');
    await page.getByRole('button', { name: 'Change to this time' }).click();
    await page.getByText(`The visit is now on ${formatDate(inDays(1))}, 10:00`).waitFor();
    await visitor.leave();
  });
};
