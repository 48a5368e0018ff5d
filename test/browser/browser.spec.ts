import type { Browser } from 'playwright-core';
import { auditing } from './journeys/auditing.ts';
import { backups } from './journeys/backups.ts';
import { badMoments } from './journeys/bad-moments.ts';
import { bookingByKeyboard } from './journeys/booking-by-keyboard.ts';
import { bookingOnAPhone } from './journeys/booking-on-a-phone.ts';
import { bringingInADoctor } from './journeys/bringing-in-a-doctor.ts';
import { changingTheTime } from './journeys/changing-the-time.ts';
import { doctorsDay } from './journeys/doctors-day.ts';
import { doctorsProfile } from './journeys/doctors-profile.ts';
import { doctorsSchedule } from './journeys/doctors-schedule.ts';
import { everyPage } from './journeys/every-page.ts';
import { feedback } from './journeys/feedback.ts';
import { findingADoctor } from './journeys/finding-a-doctor.ts';
import { letters } from './journeys/letters.ts';
import { live } from './journeys/live.ts';
import { lookingOver } from './journeys/looking-over.ts';
import { menus } from './journeys/menus.ts';
import { ownAccount } from './journeys/own-account.ts';
import { paying } from './journeys/paying.ts';
import { peopleAndAccounts } from './journeys/people-and-accounts.ts';
import { signingInAgain } from './journeys/signing-in-again.ts';
import { system } from './journeys/system.ts';
import { takenTime } from './journeys/taken-time.ts';
import { launchChromium } from './support/chromium.ts';
import { type Clinic, openClinic } from './support/clinic.ts';
import { leaveAll } from './support/visitor.ts';

describe('In the browser, against the whole system', function () {
  this.timeout(300_000);
  let browser: Browser | undefined;
  let clinic: Clinic | undefined;
  before(async () => {
    browser = await launchChromium();
    clinic = await openClinic();
  });
  after(async () => {
    await browser?.close();
    await clinic?.stop();
  });
  afterEach(async function () {
    if (browser) await leaveAll(browser, this.currentTest?.isFailed() ?? false);
  });
  const house = () => {
    if (!browser || !clinic) throw new Error('the house opens before its first visitor');
    return { browser, clinic };
  };

  describe('menus', () => menus(house));
  describe('booking by keyboard', () => bookingByKeyboard(house));
  describe('booking on a phone', () => bookingOnAPhone(house));
  describe('finding a doctor', () => findingADoctor(house));
  describe('a time that is taken', () => takenTime(house));
  describe('changing the time', () => changingTheTime(house));
  describe("the doctor's day", () => doctorsDay(house));
  describe("the doctor's schedule", () => doctorsSchedule(house));
  describe("the doctor's profile", () => doctorsProfile(house));
  describe('looking over visits', () => lookingOver(house));
  describe('live changes', () => live(house));
  describe('signing in again', () => signingInAgain(house));
  describe('the own account', () => ownAccount(house));
  describe('letters', () => letters(house));
  describe('people and accounts', () => peopleAndAccounts(house));
  describe('bringing in a doctor', () => bringingInADoctor(house));
  describe('paying', () => paying(house));
  describe('feedback', () => feedback(house));
  describe('auditing', () => auditing(house));
  describe('backups', () => backups(house));
  describe('the state of the system', () => system(house));
  describe('bad moments', () => badMoments(house));
  describe('every page', () => everyPage(house));
});
