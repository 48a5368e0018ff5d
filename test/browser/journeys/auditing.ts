import { examineEvidence, readEvidence } from '@careconnect/local/verify/evidence.ts';
import { expect } from 'chai';
import { until } from '../../support/until.ts';
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
    await page.getByText('Only some are shown.').waitFor();
    const completed = events.filter({ has: page.getByRole('heading', { name: 'Appointment completed' }) });
    await completed.getByText('by a doctor').waitFor();
    await tabTo(page, completed.locator('summary'));
    await page.keyboard.press('Enter');
    await completed.getByText(`"appointmentId": "${appointmentId}"`).waitFor();
    await isAccessible(page, 'an event of the journal');
    await fitsItsWidth(page, 'an event of the journal');

    const requested = events.filter({ has: page.getByRole('heading', { name: 'Appointment requested' }) });
    await press(page, requested.getByRole('link', { name: 'What came of the same request' }));
    await until('the request is asked for', async () => (await form.getByLabel('Request').inputValue()) !== '');
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

  it("steps through a doctor's day, event by event, with the arrow keys", async () => {
    const { browser, clinic } = house();
    const [doctor, patient, auditor] = await Promise.all([
      clinic.onboard('Dr. Caio Melo'),
      clinic.register('Pilar'),
      clinic.auditor(),
    ]);
    const { appointmentId } = await clinic.visited(patient, doctor);
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, auditor);
    await page.goto(`/audit?subject=${appointmentId}&type=AppointmentRequested`);
    await press(page, page.getByRole('link', { name: 'The day after it' }));
    await focusIsOn(page.getByRole('heading', { name: 'The day, replayed' }));
    const after = (event: string) => page.getByRole('heading', { name: event }).waitFor();
    await after('Event 1 of 4: Appointment requested');
    await page.getByText('is new: 09:00, Requested.').waitFor();
    await page.getByText('The chain of hashes holds from the first event to here.').waitFor();
    await isAccessible(page, 'a day, replayed');
    await fitsItsWidth(page, 'a day, replayed');

    await tabTo(page, page.getByRole('slider', { name: 'Event' }));
    await page.keyboard.press('ArrowRight');
    await after('Event 2 of 4: Appointment accepted');
    await tabTo(page, page.getByRole('button', { name: 'Next' }));
    await page.keyboard.press('ArrowRight');
    await after('Event 3 of 4: Appointment confirmed');
    await page.keyboard.press('Enter');
    await after('Event 4 of 4: Appointment completed');
    await page.getByText('Confirmed became Completed.').waitFor();
    await page.keyboard.press('ArrowLeft');
    await after('Event 3 of 4: Appointment confirmed');
    expect(new URL(page.url()).searchParams.get('at')).to.equal('2');
    await press(page, page.getByRole('button', { name: '1. Appointment requested' }));
    await after('Event 1 of 4: Appointment requested');

    await page.goto(`/audit/days/${doctor.doctorId}/2001-01-01`);
    await page.getByText('Nothing has ever happened on Monday, 1 January 2001').waitFor();
    await isAccessible(page, 'a day on which nothing happened');
    await visitor.leave();
  });

  it('hands out how an appointment came to be, as a file that proves itself', async () => {
    const { browser, clinic } = house();
    const [doctor, patient, auditor] = await Promise.all([
      clinic.onboard('Dr. Duda Pinto'),
      clinic.register('Sara'),
      clinic.auditor(),
    ]);
    const { appointmentId } = await clinic.visited(patient, doctor);
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    const button = page.getByRole('button', { name: 'Evidence of this appointment' });
    const saved = async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
      await page.getByText('The evidence is saved.').waitFor();
      return readEvidence(await download.path());
    };
    await signIn(page, auditor);
    await page.goto(`/appointments/${appointmentId}`);
    const evidence = await saved();
    expect(await examineEvidence(evidence, null)).to.deep.equal({ events: 4, differences: [] });
    await isAccessible(page, 'an appointment with its evidence');
    await fitsItsWidth(page, 'an appointment with its evidence');
    await press(page, page.getByRole('link', { name: 'All its events in the journal' }));
    await focusIsOn(page.getByRole('heading', { name: 'Journal' }));
    expect((await saved()).events).to.deep.equal(evidence.events);
    await isAccessible(page, 'the journal of an appointment');
    await visitor.leave();
  });
};
