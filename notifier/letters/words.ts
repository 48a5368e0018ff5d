import type { By } from '@careconnect/domain/day/events.ts';
import type { CalendarDate, Instant, Money, Zone } from '@careconnect/domain/event.ts';
import { formatDate, formatInstant, formatMoment, formatMoney, type Moment } from '@careconnect/domain/time/format.ts';
import type { FactsOf, Kind } from './letter.ts';

/** What is particular to one letter. Everything about the visit itself is said in the same way in all of them. */
export type Said = Readonly<{
  title: string;
  opening: string;
  rows?: readonly (readonly [label: string, value: string])[];
  notes?: readonly string[];
  link: string;
}>;

/** Whatever has a form of its own in each language. */
export type Say = Readonly<{
  moment(moment: Moment): string;
  instant(instant: Instant, zone: Zone): string;
  date(date: CalendarDate): string;
  money(money: Money): string;
  /** The number with the word that goes with it. */
  count(n: number, one: string, other: string): string;
}>;

/** A language: one that lacks a letter does not compile. */
export type Words = Readonly<{
  locale: string;
  greeting(name: string): string;
  labels: Readonly<Record<'when' | 'patient' | 'doctor' | 'visit' | 'where', string>>;
  visit(visit: FactsOf['confirmation']['visit'], say: Say): string;
  decline: string;
  letters: { readonly [K in Kind]: (facts: FactsOf[K], say: Say) => Said };
}>;

export const sayIn = (locale: string): Say => {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return {
    moment: (moment) => formatMoment(moment, locale),
    instant: (instant, zone) => formatInstant(instant, zone, locale),
    date: (date) => formatDate(date, locale),
    money: (money) => formatMoney(money, locale),
    count: (n, one, other) => `${number.format(n)} ${plural.select(n) === 'one' ? one : other}`,
  };
};

export const isFree = ({ amount }: Money): boolean => Number(amount) === 0;

/** Whoever acted, as the reader sees them. */
export const actorOf = (by: By, reader: string): 'you' | 'patient' | 'doctor' | 'clinic' | 'nobody' => {
  if ('policy' in by) return 'nobody';
  if (by.userId === reader) return 'you';
  return by.role === 'PATIENT' ? 'patient' : by.role === 'DOCTOR' ? 'doctor' : 'clinic';
};
