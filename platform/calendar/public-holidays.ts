import Holidays from 'date-holidays';

/** Countries whose public holidays are known, by their ISO 3166 codes, in order of their English names. */
export const countries = (): readonly { country: string; name: string }[] =>
  Object.entries(new Holidays().getCountries('en'))
    .map(([country, name]) => ({ country, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));

export const isCountry = (text: string): boolean => /^[A-Z]{2}$/.test(text) && text in new Holidays().getCountries();

/**
 * The name of the public holiday on a date (yyyy-mm-dd) in the whole of a country, in English where the library knows it; null
 * on other days. Offline: the rules come with the library, and a year's reckoning is kept, for it takes some milliseconds.
 */
export const publicHolidayOn = (country: string, date: string): string | null => {
  const year = Number(date.slice(0, 4));
  return yearOf(country, year).get(date) ?? yearOf(country, year - 1).get(date) ?? null;
};

/** By date; one that lasts into the next year stands in the year in which it begins. */
const yearOf = (country: string, year: number): ReadonlyMap<string, string> => {
  const key = `${country} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const holidays = new Map<string, string>();
  for (const { date, start, end, name } of calendarOf(country).getHolidays(year, 'en')) {
    // Those that take the afternoon off are no reason to stay away all day.
    if (date.slice(11, 19) !== '00:00:00') continue;
    const first = Date.parse(`${date.slice(0, 10)}T00:00Z`);
    for (let day = 0; day < Math.round((end.getTime() - start.getTime()) / aDay); day += 1) {
      const on = new Date(first + day * aDay).toISOString().slice(0, 10);
      if (!holidays.has(on)) holidays.set(on, name);
    }
  }
  if (years.size >= keptYears) years.delete(years.keys().next().value ?? key);
  years.set(key, holidays);
  return holidays;
};

const aDay = 24 * 60 * 60_000;
const years = new Map<string, ReadonlyMap<string, string>>();
/** Some 2 kB each. */
const keptYears = 500;

const calendarOf = (country: string): Holidays => {
  const known = calendars.get(country);
  if (known) return known;
  const calendar = new Holidays(country, { types: ['public'] });
  calendars.set(country, calendar);
  return calendar;
};

/** One of each, at most some two hundred. */
const calendars = new Map<string, Holidays>();
