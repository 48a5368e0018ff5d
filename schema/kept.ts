/**
 * Which schemas hold what cannot be made anew from the log, and are backed up; the others are derived from it. A new schema
 * is in neither list until somebody has decided: a spec fails until then.
 */
export const kept = ['notify', 'messaging', 'throttle'] as const;
/** Apart from the rest: its past is nobody's to keep (docs/adr/0016). */
export const vault = 'vault.person_keys';
export const derived = [
  // Filled by projections, which read the log from its beginning.
  ...['public', 'read', 'journal', 'sessions', 'availability'],
  // Made anew by the processes, which read it from its beginning too.
  'timers',
  'projection',
  // What the archiver has under way is asked for again.
  'archiver',
  // What people shall be reminded of: a restore asks for all of it anew.
  'reminders',
  // What made the tables.
  'migrations',
] as const;

/** Those who go on where they were: what they did before the backup was done once and for all. */
export const keptCheckpoints = ['relay'] as const;

/** Where it is asked for: what a message about an appointment leads to, a restore leads to for all that lie ahead. */
export const reminders = { schema: 'reminders', queue: 'letters' } as const;
