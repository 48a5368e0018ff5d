import { randomUUID } from 'node:crypto';
import { paymentStream, userStream } from '@careconnect/domain/streams.ts';
import { addDays, dateIn } from '@careconnect/domain/time/wall.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { countries, publicHolidayOn } from '@careconnect/platform/calendar/public-holidays.ts';
import { until } from '../support/until.ts';
import type { Answer, Asked, Person, System } from './system.ts';

/** Somebody who is registered. A doctor has a calendar, whose one visit type has the id of the doctor. */
export type Account = Person & Readonly<{ email: string }>;
export type People = Readonly<Record<Role, Account>>;

export type Appointment = Readonly<{ doctorId: string; date: string; appointmentId: string; patientId: string }>;
export type Terms = 'answered by hand, paid in advance' | 'confirmed at once';

export const password = 'a long enough secret';
export const patient = { firstName: 'Mia', lastName: 'Silva', dateOfBirth: '2019-05-04', gender: 'FEMALE' };
export const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
export const fee = { amount: '120.00', currency: 'BRL' };
export const policyOf = (terms: Terms) => ({
  acceptance: terms === 'confirmed at once' ? 'automatic' : 'manual',
  payment: terms === 'confirmed at once' ? 'at-the-clinic' : 'in-advance',
  ...{ minimumNoticeMinutes: 0, maximumDaysAhead: 700, cancellationCutOffMinutes: 60 },
});
export const visitTypesOf = (doctorId: string) => [{ visitTypeId: doctorId, name: 'Visit', minutes: 5, fee }];

export const onboarding = (doctorId: string, account: object) => ({
  account,
  profile: {
    ...{ specialization: 'Cardiology', startedYear: 2001, consultationFee: fee, about: '', image: '', degree: 'MD' },
    address: 'Rua Augusta, 1',
  },
  ...{
    zone: 'UTC',
    windows,
    gridMinutes: 5,
    visitTypes: visitTypesOf(doctorId),
    policy: policyOf('confirmed at once'),
  },
});

export const newEmail = (): string => `${randomUUID()}@example.com`;

const today = dateIn('UTC', Date.now());
export const inDays = (days: number): string => addDays(today, days);
export const yesterday = addDays(today, -1);
export const later = addDays(today, 30);
/** Those that no visit of this world falls on. */
export const harmless: readonly string[] = countries()
  .map(({ country }) => country)
  .filter((country) =>
    [yesterday, today, later, addDays(today, 31), later.replace(/^\d{4}/, (year) => String(Number(year) + 1))].every(
      (date) => publicHolidayOn(country, date) === null,
    ),
  );
/** Two days on which nobody else asks for anything. */
export const absence = {
  ...{ firstDate: addDays(today, 200), lastDate: addDays(today, 201), repeats: 'daily', from: '08:00', to: '08:05' },
  appointments: 'keep',
};
/** A day on which time is blocked. */
export const away = addDays(today, 31);

/** Makes people and what is theirs, by asking the services as anybody would. */
export const createWorld = (system: System) => {
  const clerk = system.person('ADMIN');
  let position = '';

  const ask = async (asked: Asked): Promise<Answer> => {
    const answer = await system.ask(asked);
    if (answer.body.position) ({ position } = answer.body);
    return answer;
  };
  const made = async (asked: Asked): Promise<Answer> => {
    const answer = await ask(asked);
    if (answer.status >= 300) throw new Error(`${asked.method} ${asked.path}: ${JSON.stringify(answer.body)}`);
    return answer;
  };

  const linkOf = async (userId: string, what: string, event: string) => {
    const requestId = String((await system.newest(userStream(userId as never), event)).requestId);
    return { requestId, body: { userId, proof: system.proofs.of(what, userId, requestId) } };
  };

  const accept = async (userId: string): Promise<void> => {
    const { requestId, body } = await linkOf(userId, 'invitation', 'UserInvited');
    await made({
      ...{ method: 'POST', path: `/commands/invitations/${requestId}/acceptance` },
      body: { ...body, password },
    });
  };

  const invited = async (userId: string, role: 'ADMIN' | 'AUDITOR', email = newEmail()): Promise<string> => {
    const body = { email, name: 'Ines Reis', role };
    await made({ method: 'PUT', path: `/commands/invitations/${userId}`, as: clerk, body });
    return email;
  };

  const account = async (role: Role): Promise<Account> => {
    const person = system.person(role);
    const { userId } = person;
    const email = newEmail();
    const own = { email, name: 'Mia Silva', password };
    switch (role) {
      case 'PATIENT':
        await made({ method: 'PUT', path: `/commands/users/${userId}`, body: own });
        break;
      case 'DOCTOR': {
        const body = onboarding(userId, own);
        await made({ method: 'PUT', path: `/commands/doctors/${userId}`, as: clerk, body });
        break;
      }
      case 'ADMIN':
      case 'AUDITOR':
        await invited(userId, role, email);
        await accept(userId);
    }
    return { ...person, email };
  };

  const people = async (): Promise<People> => {
    const [PATIENT, DOCTOR, ADMIN, AUDITOR] = await Promise.all(
      (['PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'] as const).map(account),
    );
    return { PATIENT, DOCTOR, ADMIN, AUDITOR } as People;
  };

  /** Whom the owner looks after, if their role looks after anybody. */
  const patientOf = async (owner: Person): Promise<string> => {
    const patientId = randomUUID();
    const as = owner.role === 'PATIENT' || owner.role === 'ADMIN' ? owner : system.person('PATIENT');
    await made({ method: 'PUT', path: `/commands/patients/${patientId}`, as, body: patient });
    return patientId;
  };

  let plans = 0;
  const given = new Map<string, number>();
  /** A time that nobody has. Those before 20:00 are for booking. */
  const freeTime = (doctorId: string, date: string, hours: 'before 20:00' | 'after 20:00'): string => {
    const calendar = `${doctorId} ${date} ${hours}`;
    const nth = given.get(calendar) ?? 0;
    given.set(calendar, nth + 1);
    const minutes = (hours === 'before 20:00' ? 0 : 20 * 60) + nth * 5;
    return new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000).toISOString();
  };

  const setTerms = (doctorId: string, terms: Terms): Promise<Answer> =>
    made({ method: 'PUT', path: `/commands/doctors/${doctorId}/policy`, as: clerk, body: policyOf(terms) });

  const act = (what: string, of: Appointment, as: Person = clerk): Promise<Answer> => {
    const path = `/commands/doctors/${of.doctorId}/days/${of.date}/appointments/${of.appointmentId}/${what}`;
    return made({ method: 'POST', path, as, body: {} });
  };

  /** With the owner if that is a doctor, else for a patient of theirs with the house doctor. */
  const appointmentOf = async (
    owner: Person,
    house: Account,
    { date = later, terms = 'confirmed at once' as Terms } = {},
  ): Promise<Appointment> => {
    const doctorId = owner.role === 'DOCTOR' ? owner.userId : house.userId;
    const [patientId] = await Promise.all([patientOf(owner), setTerms(doctorId, terms)]);
    const past = date < today ? { requestedAt: `${addDays(date, -2)}T00:00:00Z` } : {};
    const { body } = await made({
      ...{ method: 'POST', path: `/commands/doctors/${doctorId}/days/${date}/appointments`, as: clerk },
      headers: { 'Idempotency-Key': randomUUID() },
      body: { patientId, visitTypeId: doctorId, startsAt: freeTime(doctorId, date, 'before 20:00'), ...past },
    });
    return { doctorId, date, patientId, appointmentId: body.appointmentId };
  };

  /** Of an appointment that waits for it. */
  const paymentOf = async (owner: Person, house: Account): Promise<string> => {
    const appointment = await appointmentOf(owner, house, { terms: 'answered by hand, paid in advance' });
    await act('acceptance', appointment);
    const stream = paymentStream(appointment.appointmentId as never);
    const asked = () =>
      system.newest(stream, 'PaymentRequested').then(
        () => true,
        () => false,
      );
    await until('a payment that is asked for', asked);
    return appointment.appointmentId;
  };

  return {
    ask,
    account,
    people,
    invited,
    linkOf,
    patientOf,
    freeTime,
    clerk,
    /** Where the log stood after the last command. */
    position: () => position,
    signIn: async ({ email }: Account): Promise<Answer> =>
      made({ method: 'POST', path: '/commands/sessions', body: { email, password } }),
    act,
    block: async (doctorId: string, date: string): Promise<string> => {
      const blockId = randomUUID();
      const body = { from: '08:00', to: '08:05', appointments: 'keep' };
      const path = `/commands/doctors/${doctorId}/days/${date}/blocks/${blockId}`;
      await made({ method: 'PUT', path, as: clerk, body });
      return blockId;
    },
    /** Hours from a day still to come; answers the day. */
    planHours: async (doctorId: string, date: string): Promise<string> => {
      plans += 1;
      const windows = [{ weekday: 1, from: '00:00', to: `10:${10 + plans}` }];
      const body = { windows, validFrom: date };
      await made({ method: 'PUT', path: `/commands/doctors/${doctorId}/working-hours`, as: clerk, body });
      return date;
    },
    /** The next public holiday, on which the doctor works. */
    workedHoliday: async (doctorId: string): Promise<string> => {
      const [country = ''] = harmless;
      const holidays = `/commands/doctors/${doctorId}/holidays`;
      await made({ method: 'PUT', path: holidays, as: clerk, body: { country } });
      const date = Array.from({ length: 400 }, (_, k) => addDays(today, k)).find((day) =>
        publicHolidayOn(country, day),
      );
      await made({ method: 'PUT', path: `${holidays}/${date}`, as: clerk, body: { works: true } });
      return String(date);
    },
    absence: async (doctorId: string): Promise<string> => {
      const absenceId = randomUUID();
      await made({
        method: 'PUT',
        path: `/commands/doctors/${doctorId}/absences/${absenceId}`,
        as: clerk,
        body: absence,
      });
      return absenceId;
    },
    appointmentOf,
    paymentOf,
  };
};

export type World = ReturnType<typeof createWorld> & Readonly<{ house: Account }>;
