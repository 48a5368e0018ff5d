import { topology } from '@careconnect/schema/topology.ts';
import { connect } from 'amqplib';
import { fitsItsWidth, isAccessible } from '../support/accessibility.ts';
import { choose, focusIsOn, signIn, visit } from '../support/visitor.ts';
import type { House } from './house.ts';

/** A message that nobody understands: it is given up at once. */
const publishNonsense = async (brokerUrl: string): Promise<void> => {
  const connection = await connect(brokerUrl);
  const channel = await connection.createConfirmChannel();
  channel.publish(topology.exchange, 'user.UserInvited', Buffer.from('nonsense'), { persistent: true });
  await channel.waitForConfirms();
  await connection.close();
};

export const system = (house: House): void => {
  it('says what is wrong and what to do, until somebody has done it', async function () {
    const { browser, clinic } = house();
    if (clinic.brokerUrl === null) return this.skip();
    const visitor = await visit(browser, clinic.url, { width: 390 });
    const { page } = visitor;
    await signIn(page, clinic.admin);
    await choose(page, 'Operation', 'System');
    await focusIsOn(page.getByRole('heading', { name: 'System' }));
    const projections = page.getByRole('listitem').filter({ hasText: 'What follows the log' });
    await projections.getByText('In step').first().waitFor();

    await publishNonsense(clinic.brokerUrl);
    // Without a press of anything: the page looks again by itself.
    const trouble = page.getByRole('region', { name: 'given up by notifier' });
    await trouble.waitFor();
    await isAccessible(page, 'the system, with something wrong');
    await fitsItsWidth(page, 'the system, with something wrong');
    await trouble.getByRole('link', { name: 'See the dead letters' }).click();
    await focusIsOn(page.getByRole('heading', { name: 'Dead letters' }));

    const letters = page.getByRole('listitem').filter({ hasText: 'Could not be handled by' });
    const dead = letters.filter({ hasText: 'notifier' });
    await dead.getByText('malformed').waitFor();
    await isAccessible(page, 'dead letters');
    await fitsItsWidth(page, 'dead letters');
    await dead.getByRole('button', { name: 'Send again: user.UserInvited' }).click();
    await page.getByRole('status').getByText('sent again. Should it fail once more').waitFor();
    await page.getByRole('link', { name: 'Sent again' }).click();
    await letters.filter({ hasText: 'after one try' }).getByText(', by ').waitFor();

    // It has died anew.
    await page.getByRole('link', { name: 'See the system' }).click();
    await trouble.getByRole('link', { name: 'See the dead letters' }).click();
    await dead.getByRole('button', { name: 'Set aside: user.UserInvited' }).click();
    const form = page.getByRole('form', { name: 'Set aside: user.UserInvited' });
    await form.getByRole('button', { name: 'Set aside' }).click();
    await form.getByRole('link', { name: 'Say why it is not needed' }).waitFor();
    await form.getByLabel('Why is it not needed?').fill('Tried out.');
    await isAccessible(page, 'setting a dead letter aside');
    await form.getByRole('button', { name: 'Set aside' }).click();
    await page.getByRole('status').getByText('set aside.').waitFor();
    await page.getByText('There is none.').waitFor();
    await page.getByRole('link', { name: 'Set aside' }).click();
    await letters.getByText(': Tried out.').waitFor();

    await page.getByRole('link', { name: 'See the system' }).click();
    await projections.waitFor();
    await trouble.waitFor({ state: 'detached' });
    await visitor.leave();
  });
};
