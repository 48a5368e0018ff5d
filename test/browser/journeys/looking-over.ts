import { formatDate } from '@careconnect/domain/time/format.ts';
import { expect } from 'chai';
import { isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { choose, press, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const lookingOver = (house: House): void => {
  it('shows a doctor the week at a glance, by keyboard on a phone', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Otto Lemos');
    const [ana, rui] = [await clinic.register('Ana'), await clinic.register('Rui')];
    const date = inDays(8);
    await clinic.book(ana, doctor, date, '11:00');
    await clinic.book(rui, doctor, date, '09:30');
    const visitor = await visit(browser, clinic.url, { width: 390, height: 844 });
    const { page } = visitor;
    await signIn(page, doctor);
    await press(page, page.getByRole('link', { name: 'My week' }));
    await page.getByRole('heading', { name: 'The week', exact: true }).waitFor();
    await page.getByText('No visit', { exact: true }).first().waitFor();
    await page.goto(`/doctors/${doctor.doctorId}/week/${inDays(1)}`);
    await press(page, page.getByRole('link', { name: 'Next week' }));
    const day = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: `${formatDate(date)}, 2 visits` }) });
    await day.waitFor();
    await page.getByText('Times in America/Sao_Paulo').waitFor();
    expect(await day.getByRole('list').getByRole('link').allTextContents()).to.deep.equal([
      '09:30 Rui Ribeiro',
      '11:00 Ana Ribeiro',
    ]);
    await press(page, day.getByRole('link', { name: '09:30 Rui Ribeiro' }));
    await page.getByRole('heading', { name: 'Appointment', exact: true }).waitFor();
    await page.goBack();
    await press(page, day.getByRole('link', { name: formatDate(date) }));
    await page.getByText('2 visits, times in America/Sao_Paulo').waitFor();
    await visitor.leave();
  });

  it('shows a doctor what else the patient came for, and only what is theirs to read', async () => {
    const { browser, clinic } = house();
    const [one, other] = [await clinic.onboard('Dr. Enzo Sá'), await clinic.onboard('Dr. Pia Luz')];
    const patient = await clinic.register('Gil');
    const past = await clinic.visited(patient, one);
    await clinic.book(patient, one, inDays(1), '09:00');
    await clinic.book(patient, other, inDays(2), '10:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, one);
    await page.goto(`/appointments/${past.appointmentId}`);
    const others = page.getByRole('region', { name: 'Other visits of this patient' });
    await others.getByText('Dr. Pia Luz').waitFor();
    const visits = others.getByRole('listitem');
    expect(await visits.count()).to.equal(2);
    // The latest comes first; what is with another doctor opens for that doctor alone.
    expect(await visits.nth(0).getByRole('link').count()).to.equal(0);
    await isAccessible(page, 'the other visits of a patient');
    await visits
      .nth(1)
      .getByRole('link', { name: formatDate(inDays(1)) })
      .click();
    await others.getByRole('link', { name: formatDate(inDays(-1)) }).waitFor();
    await visitor.leave();

    const hers = await visit(browser, clinic.url);
    await signIn(hers.page, patient);
    await hers.page.goto(`/appointments/${past.appointmentId}`);
    await hers.page.getByText('How was the visit?').waitFor();
    expect(await hers.page.getByRole('region', { name: 'Other visits of this patient' }).count()).to.equal(0);
    await hers.leave();
  });

  it('lets admins find appointments, and keeps in the address what they look for', async () => {
    const { browser, clinic } = house();
    const [one, other] = [await clinic.onboard('Dr. Aldo Pena'), await clinic.onboard('Dr. Inês Roda')];
    const [bia, leo] = [await clinic.register('Bia'), await clinic.register('Leo')];
    const past = await clinic.visited(bia, one);
    await clinic.book(bia, one, inDays(3), '09:00');
    await clinic.book(leo, one, inDays(3), '10:00');
    await clinic.book(leo, other, inDays(3), '11:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    const visits = page.getByRole('main').getByRole('listitem');
    const moments = async () =>
      (await visits.getByRole('heading').allTextContents()).map((text) => text.slice(-25, -20));

    await signIn(page, clinic.admin);
    await choose(page, 'Clinic', 'All appointments');
    const form = page.getByRole('form', { name: 'Which appointments' });
    await form.getByLabel('From').fill(inDays(3));
    await form.getByLabel('To').fill(inDays(3));
    await form.getByLabel('Status').selectOption('Confirmed');
    const found = page.waitForResponse((response) => response.url().includes('status=CONFIRMED'));
    await form.getByRole('button', { name: 'Show' }).click();
    await found;
    await visits.getByRole('link', { name: 'Only visits with Dr. Aldo Pena' }).first().click();
    await page.getByText('With Dr. Aldo Pena only.').waitFor();
    expect(await moments()).to.deep.equal(['09:00', '10:00']);
    await visits.getByRole('link', { name: 'Only visits of Leo Ribeiro' }).click();
    await page.getByText('Of Leo Ribeiro only.').waitFor();
    expect(await moments()).to.deep.equal(['10:00']);

    await page.reload();
    await page.getByText('Of Leo Ribeiro only.').waitFor();
    expect(await moments()).to.deep.equal(['10:00']);
    expect(await form.getByLabel('Status').inputValue()).to.equal('CONFIRMED');
    await page.getByText('With Dr. Aldo Pena only.').getByRole('link').click();
    await page.getByText('With Dr. Aldo Pena only.').waitFor({ state: 'detached' });
    await visits.getByRole('link', { name: 'Only visits with Dr. Inês Roda' }).waitFor();
    expect(await moments()).to.deep.equal(['10:00', '11:00']);
    await page.goBack();
    await page.getByText('With Dr. Aldo Pena only.').waitFor();

    await page.goto(`/clinic/appointments?from=&doctorId=${one.doctorId}&status=COMPLETED`);
    await visits.getByRole('link', { name: 'Details and history' }).click();
    await page.waitForURL(`**/appointments/${past.appointmentId}`);
    await page.goto(`/clinic/appointments?from=&doctorId=${one.doctorId}&status=REQUESTED`);
    await page.getByText('There is no such appointment.').waitFor();
    await isAccessible(page, 'no appointment');
    await visitor.leave();
  });
};
