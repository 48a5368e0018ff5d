/** Where it is told which parts have which version now, in the transaction that changes them: a JSON list of `[part, version]`. */
export const versionsChannel = 'careconnect_versions';

/** What answers are made of: a doctor's day, a doctor, all doctors, and when the next time of each is free. */
export type Part = `day ${string} ${string}` | `doctor ${string}` | 'doctors' | `next-free ${string}` | 'next-free';

export const partOf = {
  day: (doctorId: string, date: string): Part => `day ${doctorId} ${date}`,
  doctor: (doctorId: string): Part => `doctor ${doctorId}`,
  nextFree: (doctorId: string): Part => `next-free ${doctorId}`,
};

/** As many parts to a notification as Postgres takes whatever they are: 8000 bytes, of which a part has far less than 100. */
const toOneMessage = 75;

/** Tells the rows `(part, version)` of a part of a query; the channel is null where nobody is to be told. */
export const tellVersions = (rows: string, channel: string): string => `
  SELECT pg_notify(${channel}, json_agg(json_build_array(part, version::text))::text)
    FROM (SELECT part, version, (row_number() OVER () - 1) / ${toOneMessage} AS message FROM ${rows}) told
   WHERE ${channel} IS NOT NULL GROUP BY message`;
