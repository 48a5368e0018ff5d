import { expect } from 'chai';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { focusIsOn, press, signIn, tabTo, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const auditing = (house: House): void => {
  it('leads from an event to what it was about and what came of it, by keyboard alone', async () => {
    const { browser, clinic } = house();
    const [doctor, patient, auditor] = await Promise.all([
      clinic.onboard('Dr. Bela Cruz'),
      clinic.register('Olga'),
      clinic.auditor(),
    ]);
    const { appointmentId } = await clinic.visited(patient, doctor);
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, auditor);
    await focusIsOn(page.getByRole('heading', { name: 'Journal' }));
    const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
    await events.first().waitFor();
    await page.getByRole('button', { name: 'Show more events' }).click();
    await events.nth(20).waitFor();
    await isAccessible(page, 'the journal');
    await fitsItsWidth(page, 'the journal');

    const form = page.getByRole('form', { name: 'Which events' });
    await form.getByLabel('About').fill('Olga');
    await press(page, form.getByRole('button', { name: 'Show' }));
    await press(page, form.getByRole('alert').getByRole('link', { name: 'About must be an id' }));
    await focusIsOn(form.getByLabel('About'));
    await isAccessible(page, 'the journal, asked for what is no id');
    await form.getByLabel('About').fill(appointmentId);
    await page.keyboard.press('Enter');
    const completed = events.filter({ has: page.getByRole('heading', { name: 'Appointment completed' }) });
    await completed.getByText('by a doctor').waitFor();
    await tabTo(page, completed.locator('summary'));
    await page.keyboard.press('Enter');
    await completed.getByText(`"appointmentId": "${appointmentId}"`).waitFor();
    await isAccessible(page, 'an event of the journal');
    await fitsItsWidth(page, 'an event of the journal');

    const requested = events.filter({ has: page.getByRole('heading', { name: 'Appointment requested' }) });
    await press(page, requested.getByRole('link', { name: 'What came of the same request' }));
    await page.getByRole('heading', { name: 'Visit claimed' }).waitFor();
    expect(new URL(page.url()).searchParams.get('correlationId')).to.be.a('string');
    await press(page, requested.getByRole('link', { name: 'The appointment' }));
    await focusIsOn(page.getByRole('heading', { name: 'Appointment', exact: true }));
    await page.goBack();
    await form.getByLabel('Event').selectOption({ label: 'Backup failed' });
    await press(page, form.getByRole('button', { name: 'Show' }));
    await page.getByText('There is no such event.').waitFor();
    await isAccessible(page, 'a journal without events');
    await visitor.leave();
  });
};
