import type { VisitType, Weekday, Window } from '@careconnect/domain/doctor/events.ts';
import { defaultPolicy, noBuffers } from '@careconnect/domain/doctor/schedule.ts';
import type { DoctorId, VisitTypeId } from '@careconnect/domain/ids.ts';
import { checkProfile, emptyProfile, profileLabels, sentProfile, several } from '../../doctors/profile-form.ts';
import { accountLabels, checkEmail } from '../../forms/account.ts';
import { check } from '../../forms/field-errors.ts';
import type { NewDoctor } from './api.ts';

export const labels = {
  ...profileLabels,
  ...{ email: accountLabels.email, name: 'Name', zone: 'Time zone', days: 'Days', from: 'From', to: 'To' },
  ...{ againFrom: 'Again from', againTo: 'Until', visit: 'First visit type', minutes: 'Minutes' },
} as const;

export type TypedDoctor = Record<keyof typeof labels, string>;

/** Hours as most practices have them; whatever differs is set in the schedule. */
export const emptyDoctor = (zone: string): TypedDoctor => ({
  ...{ ...emptyProfile, email: '', name: '', zone, days: '1,2,3,4,5', from: '09:00', to: '12:00' },
  ...{ againFrom: '13:00', againTo: '17:00', visit: 'Consultation', minutes: '30' },
});

export const checkDoctor = (typed: TypedDoctor) => ({
  ...checkProfile(typed),
  ...checkEmail(typed.email),
  ...check({
    name: !typed.name.trim() && 'Enter the name, with the title that patients read',
    to: (!typed.from || typed.from >= typed.to) && 'Let the first hours end after they begin',
    againTo:
      typed.againFrom !== '' &&
      (typed.againFrom < typed.to || typed.againFrom >= typed.againTo) &&
      'Let the second hours begin after the first and end after they begin, or leave them empty',
    visit: !typed.visit.trim() && 'Name the visit type',
    minutes: !(/^\d+$/.test(typed.minutes) && Number(typed.minutes) >= 5) && 'Enter how many minutes the visit takes',
  }),
});

const windowsOf = ({ days, from, to, againFrom, againTo }: TypedDoctor): Window[] =>
  several(days).flatMap((day) => {
    const weekday = Number(day) as Weekday;
    const again = againFrom === '' ? [] : [{ weekday, from: againFrom, to: againTo }];
    return [{ weekday, from, to }, ...again];
  });

export const newDoctor = (typed: TypedDoctor, doctorId: DoctorId, visitTypeId: VisitTypeId): NewDoctor => {
  const profile = sentProfile(typed);
  const [name, minutes] = [typed.visit.trim(), Number(typed.minutes)];
  const visitTypes: VisitType[] = [{ visitTypeId, name, minutes, ...noBuffers, fee: profile.consultationFee }];
  return {
    ...{ doctorId, account: { email: typed.email.trim(), name: typed.name.trim() }, profile, zone: typed.zone },
    ...{ windows: windowsOf(typed), gridMinutes: Math.min(minutes, 30), visitTypes, policy: defaultPolicy },
  };
};
