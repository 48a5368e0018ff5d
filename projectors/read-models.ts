import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { projections } from '@careconnect/schema/projections.ts';
import type { Alarm } from './clinic/alarms.ts';
import { clinicRebuiltFrom, clinicStreams, projectClinic } from './clinic/clinic.ts';
import { journalStreams, projectJournal } from './journal/journal.ts';
import { projectSessions, sessionStreams, sessionsRebuiltFrom } from './sessions/sessions.ts';

/**
 * Every read model: which streams it reads, whether personal fields are opened for it, and whose tables it writes. Each has
 * schemas of its own; a table that is added there is rebuilt like the others.
 */
export const readModels = (open: ReadModel['open'], onAlarm: (alarm: Alarm) => void): readonly ReadModel[] => [
  {
    name: projections.clinic,
    schemas: ['public', 'read'],
    streamPrefixes: clinicStreams,
    rebuiltFrom: clinicRebuiltFrom,
    indexesForQueries: [
      ...['accounts_by_time', 'accounts_of_a_role', 'patients_of_an_account'],
      ...['doctors_by_name', 'doctors_by_specialization', 'doctors_by_words'],
      ...['appointments_by_time', 'appointments_waiting', 'appointments_confirmed', 'appointments_to_archive'],
      ...['payments_of_an_account', 'refunds_due', 'feedback_by_time', 'backups_by_time', 'backups_drilled'],
    ],
    open,
    handleIn: (path) => projectClinic(onAlarm, path),
  },
  {
    name: projections.journal,
    schemas: ['journal'],
    streamPrefixes: journalStreams,
    indexesForQueries: [
      ...['events_of_a_stream', 'events_about_visits', 'events_about_others', 'events_of_a_doctor', 'events_by_time'],
      ...['events_of_an_actor', 'events_of_a_role', 'events_of_a_type', 'events_of_a_cause'],
    ],
    handleIn: projectJournal,
    // Nobody waits for it, as pages wait for the clinic.
    maxWaitMs: 250,
  },
  {
    name: projections.sessions,
    schemas: ['sessions'],
    streamPrefixes: sessionStreams,
    rebuiltFrom: sessionsRebuiltFrom,
    indexesForQueries: ['sessions_of_an_account'],
    handleIn: projectSessions,
  },
];
