import type { AppointmentEvent, DoctorDayEvent, TimeBlocked, TimeUnblocked } from '@careconnect/domain/day/events.ts';
import { categories, prefixesOf } from '@careconnect/domain/streams.ts';
import type { StoredEvent } from '@careconnect/platform/event-store/event-store.ts';
import type { PoolClient } from 'pg';
import { byCategory, type Recorded } from '../recorded.ts';
import { projectAccounts } from './accounts.ts';
import type { Alarm } from './alarms.ts';
import { projectAppointments } from './appointments.ts';
import { projectBackups } from './backups.ts';
import { projectBlocks } from './blocks.ts';
import { projectCalendarFeeds } from './calendar-feeds.ts';
import { projectCalendars } from './calendars.ts';
import { tellChanges } from './changes.ts';
import { dayFigures } from './day-figures.ts';
import { projectDoctorSearch } from './doctor-search.ts';
import { projectDoctors } from './doctors.ts';
import { projectErasures } from './erasures.ts';
import { projectFeedback } from './feedback.ts';
import { projectPatients } from './patients.ts';
import { projectPaying, projectPayments } from './payments.ts';
import { registrations } from './registrations.ts';
import { projectVersions } from './versions.ts';

/**
 * Rows are only ever looked up by key here. Plans are kept, and one made while the tables were empty would go on scanning
 * them when they are large.
 */
const byKeyAlone = 'SET LOCAL enable_seqscan TO off';

/** What its files read. */
const read = ['user', 'email', 'patient', 'doctor', 'doctorDay', 'payment', 'feedback', 'backup'] as const;
export const clinicRebuiltFrom = prefixesOf(...read);

/** All of them: whoever waits for the position of any command waits until its event was seen, not for the next of ours. */
export const clinicStreams = prefixesOf(...categories);

const live = 'public, read';

/**
 * The tables that foreign keys tie together, as one projection: its files run in the order of those keys. Tables are
 * named without a schema, so that a copy beside the live one can be filled by the same files.
 */
export const projectClinic =
  (onAlarm: (alarm: Alarm) => void, schemas = live) =>
  async (client: PoolClient, events: StoredEvent[]): Promise<void> => {
    await client.query(`SET LOCAL search_path TO ${schemas}; ${byKeyAlone}`);
    const of = byCategory<(typeof read)[number]>(events);
    const [users, patients, doctors] = [of('user'), of('patient'), of('doctor')];
    const newcomers = await registrations(client, users);
    const alarms = [
      ...(await projectAccounts(client, users)),
      ...(await projectPatients(client, patients)),
      ...(await projectDoctors(client, doctors)),
    ];
    await newcomers.count();
    await projectCalendarFeeds(client, users);
    const days = of('doctorDay');
    const [appointments, payments] = [days.filter(isOfAppointment), of('payment')];
    const figures = await dayFigures(client, appointments, payments);
    await projectPayments(client, payments);
    alarms.push(...(await projectAppointments(client, appointments)));
    await projectPaying(client, payments, appointments);
    await figures.count();
    alarms.push(...(await projectBlocks(client, days.filter(isOfBlock))));
    await projectBackups(client, of('backup'));
    const feedback = of('feedback');
    await projectFeedback(client, feedback);
    await projectDoctorSearch(client, [
      ...users.map(({ data }) => data.userId),
      ...doctors.map(({ data }) => data.doctorId),
      ...feedback.flatMap(({ data }) => ('doctorId' in data ? [data.doctorId] : [])),
    ]);
    await projectCalendars(client, [...doctors, ...days]);
    await projectErasures(client, [...users, ...of('email'), ...patients, ...days]);
    // Of a copy that is filled beside the live tables nobody sees anything yet.
    const isSeen = schemas === live;
    const seen = [...users, ...patients, ...doctors, ...days, ...payments];
    await projectVersions(client, [...seen, ...feedback], isSeen);
    if (isSeen) await tellChanges(client, seen);
    for (const alarm of alarms) onAlarm(alarm);
  };

type OfDay = Recorded<DoctorDayEvent>;

const isOfBlock = (event: OfDay): event is Recorded<TimeBlocked | TimeUnblocked> =>
  event.type === 'TimeBlocked' || event.type === 'TimeUnblocked';

/** What the day remembers of claims is for its own decisions alone. */
const isOfAppointment = (event: OfDay): event is Recorded<AppointmentEvent> =>
  !isOfBlock(event) && event.type !== 'ClaimForgone';
