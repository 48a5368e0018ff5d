import { formatDate } from '@careconnect/domain/time/format.ts';
import { until } from '../../support/until.ts';
import { inDays } from '../support/clinic.ts';
import { focusIsOn, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const doctorsDay = (house: House): void => {
  it('shows a doctor who comes, and lets them cancel', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Davi Moura');
    const patient = await clinic.register('Flora');
    const tomorrow = inDays(1);
    await clinic.book(patient, doctor, tomorrow, '10:00');
    await clinic.book(patient, doctor, tomorrow, '09:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;

    await signIn(page, doctor);
    await focusIsOn(page.getByRole('heading', { name: 'My day' }));
    await page.getByRole('heading', { name: formatDate(inDays(0)) }).waitFor();
    await page.getByText('No visit is booked on this day.').waitFor();
    await page.getByRole('link', { name: 'Next day' }).click();
    await page.getByRole('heading', { name: formatDate(tomorrow) }).waitFor();
    await page.getByText('2 visits, times in America/Sao_Paulo').waitFor();
    const first = page.getByRole('main').getByRole('listitem').first();
    await first.getByText('09:00', { exact: true }).waitFor();
    await first.getByRole('button', { name: 'Cancel the visit of Flora Ribeiro' }).click();
    await first.getByLabel('Why is the visit cancelled?').fill('The doctor is ill.');
    await first.getByRole('button', { name: 'Cancel the visit' }).click();
    await first.getByText('Cancelled by the doctor: The doctor is ill.').waitFor();
    await page.getByText('1 visit, times in America/Sao_Paulo').waitFor();
    const cancelled = async () =>
      (await clinic.lettersTo(patient.email)).some(({ subject }) => subject.startsWith(`Cancelled: ${doctor.name}`));
    await until('a letter about the cancellation', cancelled, 30_000);
    await visitor.leave();
  });
};
