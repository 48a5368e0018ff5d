import { formatDate } from '@careconnect/domain/time/format.ts';
import { until } from '../../support/until.ts';
import { isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { focusIsOn, holdBack, signIn, visit } from '../support/visitor.ts';
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

  it('lets a doctor answer requests', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Lia Prates', { acceptance: 'manual' });
    const [ina, rui] = [await clinic.register('Ina'), await clinic.register('Rui')];
    const tomorrow = inDays(1);
    await clinic.book(ina, doctor, tomorrow, '09:00');
    await clinic.book(rui, doctor, tomorrow, '10:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    const of = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });

    await signIn(page, doctor);
    const elsewhere = page.getByRole('region', { name: 'Other days wait for your answer' });
    await elsewhere.getByText('Rui Ribeiro').waitFor();
    await isAccessible(page, 'requests of other days');
    await elsewhere.getByRole('link', { name: `${formatDate(tomorrow)}, 09:00` }).click();
    await page.getByText('2 requests wait for an answer.').waitFor();
    await elsewhere.waitFor({ state: 'detached' });
    await isAccessible(page, 'a day with requests');
    await of('Ina').getByRole('button', { name: 'Accept: the visit of Ina' }).click();
    await page.getByText('Accepted. The patient gets a letter.').waitFor();
    await of('Ina').getByText('Confirmed').waitFor();
    await focusIsOn(of('Ina').getByRole('link', { name: 'Ina Ribeiro', exact: true }));
    await of('Rui').getByRole('button', { name: 'Reject: the visit of Rui' }).click();
    await focusIsOn(of('Rui').getByLabel('Why is the request rejected?'));
    await of('Rui').getByRole('button', { name: 'Reject the request' }).click();
    await of('Rui').getByRole('link', { name: 'Say why, in a few words' }).waitFor();
    await of('Rui').getByLabel('Why is the request rejected?').fill('Please see a surgeon.');
    const letAnswer = await holdBack(page, /\/rejection\b/);
    await of('Rui').getByRole('button', { name: 'Reject the request' }).click();
    await of('Rui').getByText('Rejecting…').waitFor();
    // Who goes on before the answer is there is not called back by it.
    const jump = page.getByLabel('Date', { exact: true });
    await jump.fill(inDays(0));
    letAnswer();
    await of('Rui').getByText('Cancelled by the doctor: Please see a surgeon.').waitFor();
    await page.getByText('Rejected. The patient gets a letter.').waitFor();
    await focusIsOn(jump);
    await page.keyboard.press('Enter');
    await page.getByText('No visit is booked on this day.').waitFor();
    await visitor.leave();
  });

  it('lets a doctor say what became of a visit', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Nilo Reis');
    const ina = await clinic.register('Ina');
    const { appointmentId } = await clinic.wasDue(ina, doctor);
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    const of = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });

    await signIn(page, doctor);
    await page.goto(`/doctors/${doctor.doctorId}/day/${inDays(-1)}`);
    await of('Ina').getByRole('button', { name: 'Check in: the visit of Ina' }).click();
    await of('Ina').getByText('Here since').waitFor();
    await of('Ina').getByRole('button', { name: 'Complete: the visit of Ina' }).click();
    await of('Ina').getByLabel('Notes about the visit').fill('All is well.');
    await of('Ina').getByRole('button', { name: 'Complete the visit' }).click();
    await of('Ina').getByText('Completed', { exact: true }).waitFor();
    await page.goto(`/appointments/${appointmentId}`);
    await page.getByRole('region', { name: 'History' }).getByText('Completed').waitFor();
    await visitor.leave();
  });
};
