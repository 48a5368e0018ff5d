import type { Page } from 'playwright-core';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

/** A page by its address, and what is seen once it is whole. */
type Place = { path: string; shows: string | RegExp };

export const everyPage = (house: House): void => {
  for (const [device, width] of [
    ['a phone', 390],
    ['a desk', 1280],
  ] as const)
    it(`is accessible on ${device}, in light and in dark`, async () => {
      const { browser, clinic } = house();
      const doctor = await clinic.onboard('Dr. Vera Sales');
      const patient = await clinic.register('Ada');
      const date = inDays(1);
      const past = await clinic.visited(patient, doctor);
      await clinic.book(patient, doctor, date, '09:00');
      const day = `/doctors/${doctor.doctorId}`;
      const nobody = '00000000-0000-4000-8000-000000000000';
      const visitor = await visit(browser, clinic.url, { width });
      const { page } = visitor;

      await looksRight(page, [
        { path: '/', shows: /^\d+ doctors?$/ },
        { path: '/?text=Vera+Sales&language=pt&sort=fee', shows: 'Dr. Vera Sales' },
        { path: '/?text=nobody+of+this+name', shows: 'No doctor matches your search.' },
        { path: `${day}?date=${date}`, shows: '5 free times' },
        { path: '/sign-in', shows: 'New here?' },
        { path: '/register', shows: 'Already registered?' },
        { path: '/contact', shows: 'Tell us what was good' },
        { path: '/nowhere', shows: 'There is no such page' },
        { path: `/doctors/${nobody}`, shows: 'There is no such doctor' },
      ]);
      await page.goto('/register');
      await page.getByRole('button', { name: 'Register' }).click();
      await page.getByRole('alert').waitFor();
      await isAccessible(page, 'errors in a form');

      await signIn(page, patient);
      await looksRight(page, [
        { path: '/appointments', shows: 'Dr. Vera Sales' },
        { path: '/appointments?when=past', shows: 'Completed' },
        { path: `/appointments/${past.appointmentId}`, shows: 'How was the visit?' },
        { path: '/people', shows: 'Ada Ribeiro' },
        { path: '/account', shows: 'Set up a second factor' },
        { path: '/letters', shows: 'A visit is confirmed' },
        { path: '/payments', shows: 'You were not asked to pay anything in advance.' },
        { path: `/appointments/${nobody}`, shows: 'There is no such appointment' },
      ]);
      await page.goto('/appointments');
      await page.getByRole('button', { name: 'Cancel the visit' }).click();
      await page.getByText('Nothing was paid in advance').waitFor();
      await isAccessible(page, 'cancelling');
      await page.getByRole('link', { name: 'Details and history' }).first().click();
      await page.getByText('Confirmed by').waitFor();
      await isAccessible(page, 'the history');
      await page.goto(`${day}?date=${date}`);
      await page.getByRole('button', { name: '11:30 free' }).click();
      await page.getByLabel('Notes for the doctor').waitFor();
      await isAccessible(page, 'booking');
      await page.getByRole('button', { name: 'Add another person' }).click();
      await isAccessible(page, 'adding a person');
      await page.getByRole('button', { name: 'Sign out' }).click();

      await signIn(page, doctor);
      await looksRight(page, [{ path: `${day}/day/${date}`, shows: 'Ada Ribeiro' }]);
      await looksRight(page, [{ path: `${day}/schedule`, shows: 'No time is blocked.' }]);
      await looksRight(page, [{ path: `${day}/profile`, shows: 'What patients read' }]);
      await looksRight(page, [{ path: `${day}/week/${date}`, shows: '09:00 Ada Ribeiro' }]);
      await looksRight(page, [
        { path: `/appointments/${past.appointmentId}`, shows: 'First consultation, Dr. Vera Sales' },
      ]);
      await looksRight(page, [{ path: `${day}/month/${date.slice(0, 7)}`, shows: '1 visit' }]);
      await page.getByRole('button', { name: 'Sign out' }).click();

      await signIn(page, clinic.admin);
      await looksRight(page, [
        { path: '/clinic/refunds', shows: 'Nothing has to go back.' },
        { path: '/clinic/new-doctor', shows: 'First hours and visits' },
        { path: `/statistics?from=${date}&days=7`, shows: 'By specialization' },
        { path: `/clinic/appointments?from=${date}&doctorId=${doctor.doctorId}`, shows: 'With Dr. Vera Sales only.' },
        { path: '/accounts', shows: 'Ada Ribeiro' },
        { path: '/messages', shows: /Nobody has written yet\.|\d{4}, \d\d:\d\d/ },
        { path: `/statistics?from=${date}&days=366`, shows: 'By month' },
        { path: '/clinic/letters', shows: 'A visit is confirmed' },
        { path: `/clinic/letters?to=${nobody}&state=failed`, shows: 'There is no such letter.' },
        { path: '/system', shows: 'What follows the log' },
        { path: '/audit', shows: 'What it holds' },
        { path: '/system/dead-letters?state=dismissed', shows: 'Dead letters' },
        { path: '/statistics?from=2001-01-01&days=7', shows: 'No visit lies on these days.' },
      ]);
      await visitor.leave();
    });
};

const looksRight = async (page: Page, places: Place[]): Promise<void> => {
  for (const { path, shows } of places) {
    await page.goto(path);
    await page.getByRole('main').getByText(shows).first().waitFor();
    await isAccessible(page, path);
    await fitsItsWidth(page, path);
  }
};
