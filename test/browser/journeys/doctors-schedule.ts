import { formatDate } from '@careconnect/domain/time/format.ts';
import { weekdayOf } from '@careconnect/domain/time/wall.ts';
import { publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import { expect } from 'chai';
import { until } from '../../support/until.ts';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { inDays } from '../support/clinic.ts';
import { focusIsOn, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

export const doctorsSchedule = (house: House): void => {
  it('lets a doctor plan other hours, and withdraw them', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Hugo Prado');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, doctor);
    await page.getByRole('link', { name: 'My schedule' }).click();
    await focusIsOn(page.getByRole('heading', { name: 'My schedule' }));

    const from = inDays(7);
    const hours = page.getByRole('region', { name: 'Working hours' });
    await hours.getByLabel('Valid from').fill(from);
    for (let left = 7; left > 1; left -= 1) await hours.getByRole('button', { name: 'Remove window 1,' }).click();
    await hours.getByLabel('Day', { exact: true }).selectOption(String(weekdayOf(from)));
    await hours.getByLabel('From', { exact: true }).fill('14:00');
    await hours.getByLabel('To', { exact: true }).fill('13:00');
    await hours.getByRole('button', { name: 'Set these hours' }).click();
    await hours.getByRole('alert').getByText('The working hours contradict themselves').waitFor();
    await hours.getByLabel('To', { exact: true }).fill('15:00');
    await hours.getByRole('button', { name: 'Set these hours' }).click();
    await hours.getByText(`The hours are set from ${formatDate(from)} on.`).waitFor();
    await hours.getByRole('heading', { name: `From ${formatDate(from)}` }).waitFor();

    const times = async () => {
      const asked = `visitTypeId=${doctor.visitTypeId}&from=${from}&days=1`;
      const answer = await page.request.get(`/queries/doctors/${doctor.doctorId}/slots?${asked}`);
      return (await answer.json()).days[0].slots.map(({ time }: { time: string }) => time);
    };
    await until('the new hours are there', async () => (await times()).join() === '14:00,14:30');
    await hours.getByRole('button', { name: `Withdraw the hours from ${formatDate(from)}` }).click();
    await hours.getByText('Withdrawn: the hours').waitFor();
    await until('the old hours are back', async () => (await times())[0] === '09:00');
    await visitor.leave();
  });

  it('blocks several days, and asks what becomes of visits inside before anything is done', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Lena Matos');
    const patient = await clinic.register('Irene');
    const [first, middle, last] = [inDays(2), inDays(3), inDays(4)];
    await clinic.book(patient, doctor, middle, '10:00');
    const visitor = await visit(browser, clinic.url);
    const { page } = visitor;
    await signIn(page, doctor);
    await page.goto(`/doctors/${doctor.doctorId}/schedule`);

    const blocked = page.getByRole('region', { name: 'Leave and blocked time' });
    await blocked.getByText('No time is blocked.').waitFor();
    await blocked.getByLabel('First day').fill(first);
    await blocked.getByLabel('Last day').fill(last);
    await blocked.getByLabel('Reason').fill('A congress');
    await blocked.getByRole('button', { name: 'Block the time' }).click();
    await focusIsOn(blocked.getByRole('alert'));
    await blocked.getByText(`${formatDate(middle)}, 10:00`).waitFor();
    await isAccessible(page, 'visits inside an absence');
    await fitsItsWidth(page, 'visits inside an absence');
    await blocked.getByRole('button', { name: 'Block the time' }).click();
    await blocked.getByRole('link', { name: 'Choose what becomes of the visits' }).waitFor();
    await blocked.getByLabel('They are cancelled').check();
    await blocked.getByLabel('Message to the patients').fill('I am at a congress.');
    await blocked.getByRole('button', { name: 'Block the time and cancel the visits' }).click();
    await blocked.getByText('The time is blocked.').waitFor();
    await blocked.getByText('(3 days), all day · A congress').waitFor();
    const cancelled = async () =>
      (await clinic.lettersTo(patient.email)).some(({ subject }) => subject.startsWith(`Cancelled: ${doctor.name}`));
    await until('a letter about the cancellation', cancelled, 30_000);

    await page.goto(`/doctors/${doctor.doctorId}?date=${last}`);
    await page.getByRole('button', { name: '09:00 away' }).waitFor();
    await page.getByText('Why are some times not free?').click();
    await page.getByText('The doctor is away at this time.').waitFor();

    await page.goto(`/doctors/${doctor.doctorId}/schedule`);
    await blocked.getByRole('button', { name: `Remove: ${formatDate(first)}` }).click();
    await blocked.getByText('No time is blocked.').waitFor();
    await visitor.leave();
  });

  it('lets nobody overwrite unseen what somebody else has set meanwhile', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Noa Pires');
    const [one, other] = [await visit(browser, clinic.url), await visit(browser, clinic.url)];
    const ahead = 'Days ahead that can be booked';
    const termsOf = ({ page }: typeof one) => page.getByRole('region', { name: 'Terms of booking' });
    for (const [visitor, who] of [
      [one, doctor],
      [other, clinic.admin],
    ] as const) {
      await signIn(visitor.page, who);
      await visitor.page.goto(`/doctors/${doctor.doctorId}/schedule`);
      await termsOf(visitor).getByLabel(ahead).waitFor();
    }
    const shown = async () => {
      const answer = await one.page.request.get(`/queries/doctors/${doctor.doctorId}`);
      return (await answer.json()) as { policy: { maximumDaysAhead: number }; windows: unknown[] };
    };
    const [mine, theirs] = [termsOf(one), termsOf(other)];
    await mine.getByLabel(ahead).fill('30');
    await mine.getByLabel('Visits on one day at the most').fill('7');
    await theirs.getByLabel(ahead).fill('45');
    await theirs.getByRole('button', { name: 'Set these terms' }).click();
    await theirs.getByText('The terms are set').waitFor();
    await until('the other terms are read', async () => (await shown()).policy.maximumDaysAhead === 45);

    await mine.getByRole('button', { name: 'Set these terms' }).click();
    await focusIsOn(mine.getByRole('alert'));
    await mine.getByRole('heading', { name: 'Somebody else changed this meanwhile' }).waitFor();
    await mine.getByText(`Now: ${ahead}: 45`).waitFor();
    await isAccessible(one.page, 'terms that somebody else has changed');
    expect((await shown()).policy.maximumDaysAhead).to.equal(45);
    expect(await mine.getByLabel('Visits on one day at the most').inputValue()).to.equal('7');

    // What does not concern the terms is no reason to ask again.
    const hours = other.page.getByRole('region', { name: 'Working hours' });
    await hours.getByRole('button', { name: 'Remove window 1,' }).click();
    await hours.getByRole('button', { name: 'Set these hours' }).click();
    await hours.getByText('The hours are set').waitFor();
    await until('the other hours are read', async () => (await shown()).windows.length === 6);
    await mine.getByRole('button', { name: 'Set these terms' }).click();
    await mine.getByText('The terms are set').waitFor();
    await until('the own terms are read', async () => (await shown()).policy.maximumDaysAhead === 30);

    await mine.getByLabel(ahead).fill('10');
    await theirs.getByLabel(ahead).fill('20');
    await theirs.getByRole('button', { name: 'Set these terms' }).click();
    await theirs.getByRole('button', { name: 'Drop mine and take theirs' }).click();
    await until('theirs are taken', async () => (await theirs.getByLabel(ahead).inputValue()) === '30');
    await theirs.getByRole('alert').waitFor({ state: 'detached' });
    await Promise.all([one.leave(), other.leave()]);
  });

  it('observes public holidays, but for those that are worked on', async () => {
    const { browser, clinic } = house();
    const doctor = await clinic.onboard('Dr. Otto Reis');
    const date = Array.from({ length: 366 }, (_, days) => inDays(days + 1)).find((day) => publicHolidayOn('BR', day));
    const name = publicHolidayOn('BR', date ?? '') ?? '';
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, doctor);
    await page.goto(`/doctors/${doctor.doctorId}/schedule`);
    const holidays = page.getByRole('region', { name: 'Public holidays' });
    await holidays.getByLabel('Country').selectOption('BR');
    await holidays.getByRole('button', { name: 'Observe these holidays' }).click();
    await holidays.getByText('The holidays are observed.').waitFor();

    const day = async () => {
      const asked = `visitTypeId=${doctor.visitTypeId}&from=${date}&days=1`;
      const answer = await page.request.get(`/queries/doctors/${doctor.doctorId}/slots?${asked}`);
      return (await answer.json()).days[0];
    };
    await until('the holiday has a name', async () => (await day()).holiday === name);
    expect((await day()).slots[0].reason).to.match(/public holiday|this far ahead/);
    await holidays.getByLabel(`Works on ${name}, ${formatDate(date ?? '')}`).click();
    await holidays.getByText(`You work on ${name}.`).waitFor();
    await until('the holiday is worked on', async () => (await day()).holiday === null);
    await isAccessible(page, 'public holidays');
    await fitsItsWidth(page, 'public holidays');
    await visitor.leave();
  });
};
