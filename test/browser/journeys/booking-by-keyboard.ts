import { formatDate } from '@careconnect/domain/time/format.ts';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until.ts';
import { type Clinic, type Doctor, inDays } from '../support/clinic.ts';
import { focusIsOn, isMarked, mark, press, tabTo, type, visit } from '../support/visitor.ts';
import { chooseDay } from './choose-day.ts';
import type { House } from './house.ts';

const email = 'teresa.ribeiro@patients.example';

/** Everything a patient needs, with a keyboard alone and without one reload. */
export const bookingByKeyboard = (house: House): void => {
  it('takes a new patient from registering over booking and the letter to cancelling, by keyboard alone', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Helena Prado');
    const date = inDays(3);
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;

    await page.goto('/');
    await mark(page);
    await registers(page);
    await findsDoctor(page, doctor);
    await choosesTime(page, date, '09:30');
    await books(page);
    const visitItem = page.getByRole('listitem').filter({ hasText: doctor.name });
    await seesBooking(visitItem, date);
    await hasLetter(page, clinic, `Confirmed: ${doctor.name}, ${formatDate(date)}, 09:30`);
    await cancels(page, visitItem);
    await hasLetter(page, clinic, `Cancelled: ${doctor.name}, ${formatDate(date)}, 09:30`);
    await findsTimeFree(page, doctor, date);
    expect(await isMarked(page), 'the page was never reloaded').to.equal(true);
    await visitor.leave();
  });
};

const registers = async (page: Page): Promise<void> => {
  await press(page, page.getByRole('link', { name: 'Register' }));
  await focusIsOn(page.getByRole('heading', { name: 'Register' }));
  expect(await page.title()).to.equal('Register · CareConnect');
  await press(page, page.getByRole('button', { name: 'Register' }));
  await focusIsOn(page.getByRole('alert'));
  await press(page, page.getByRole('alert').getByRole('link', { name: 'Enter the first name' }));
  await focusIsOn(page.getByLabel('First name'));
  await page.keyboard.type('Teresa');
  await type(page, page.getByLabel('Last name'), 'Ribeiro');
  await type(page, page.getByLabel('E-mail address'), email);
  await type(page, page.getByLabel('Password'), 'a few words make a good one');
  await tabTo(page, page.getByLabel('I will book visits for myself'));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
};

const findsDoctor = async (page: Page, doctor: Doctor): Promise<void> => {
  await focusIsOn(page.getByRole('heading', { name: 'Find a doctor' }));
  await type(page, page.getByLabel('Name or place'), 'Prado');
  await page.getByRole('status').filter({ hasText: '1 doctor' }).waitFor();
  await press(page, page.getByRole('link', { name: doctor.name }));
  await focusIsOn(page.getByRole('heading', { name: doctor.name }));
};

const choosesTime = async (page: Page, date: string, time: string): Promise<void> => {
  await page.getByText("All times are the clinic's: America/Sao_Paulo").waitFor();
  await chooseDay(page, date, (day) => press(page, day));
  await press(page, page.getByRole('button', { name: `${time} free` }));
  await focusIsOn(page.getByRole('heading', { name: `${formatDate(date)}, ${time} (America/Sao_Paulo)` }));
};

const books = async (page: Page): Promise<void> => {
  await type(page, page.getByLabel('First name'), 'Teresa');
  await type(page, page.getByLabel('Last name'), 'Ribeiro');
  await type(page, page.getByLabel('Date of birth'), '06051984');
  await type(page, page.getByLabel('Gender'), 'Fe');
  await press(page, page.getByRole('button', { name: 'Add this person' }));
  await type(page, page.getByLabel('Notes for the doctor'), 'Short of breath on stairs.');
  expect(await page.getByRole('radio', { name: 'Teresa Ribeiro' }).isChecked()).to.equal(true);
  await press(page, page.getByRole('button', { name: 'Book this visit' }));
};

const seesBooking = async (item: Locator, date: string): Promise<void> => {
  const page = item.page();
  await focusIsOn(page.getByRole('heading', { name: 'My appointments' }));
  await page.getByRole('status').filter({ hasText: 'Your visit is booked' }).waitFor();
  await item
    .getByText(`${formatDate(date)}, 09:30 (America/Sao_Paulo)`)
    .first()
    .waitFor();
  await item.getByText('Confirmed').waitFor();
  await item.getByText('First consultation, 30 minutes, R$120.00, for Teresa Ribeiro').waitFor();
};

const hasLetter = async (page: Page, clinic: Clinic, subject: string): Promise<void> => {
  const arrived = async () => (await clinic.lettersTo(email)).some((letter) => letter.subject.startsWith(subject));
  await until(`a letter "${subject}"`, arrived, 30_000);
  const mailbox = await page.context().newPage();
  await mailbox.goto(clinic.mailboxUrl);
  await mailbox.getByRole('link', { name: subject }).click();
  await mailbox.getByRole('heading', { name: subject }).waitFor();
  await mailbox.frameLocator('iframe').getByText('Dear Teresa Ribeiro,').waitFor();
  await mailbox.close();
};

const cancels = async (page: Page, item: Locator): Promise<void> => {
  await item.getByText('Possible until').waitFor();
  await press(page, item.getByRole('button', { name: 'Cancel the visit' }));
  await focusIsOn(item.getByLabel('Why is the visit cancelled?'));
  await page.keyboard.type('We are travelling.');
  await press(page, item.getByRole('button', { name: 'Cancel the visit' }));
  await item.getByText('Cancelled by the patient: We are travelling.').waitFor();
  await page.getByRole('status').filter({ hasText: 'The visit is cancelled' }).waitFor();
};

const findsTimeFree = async (page: Page, doctor: Doctor, date: string): Promise<void> => {
  await press(page, page.getByRole('link', { name: 'Find a doctor' }));
  await press(page, page.getByRole('link', { name: doctor.name }));
  await chooseDay(page, date, (day) => press(page, day));
  await page.getByRole('button', { name: '09:30 free' }).waitFor();
};
