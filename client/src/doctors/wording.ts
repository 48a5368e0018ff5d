import type { Way } from '@careconnect/domain/doctor/events.ts';
import type { Doctor } from '../api/answers.ts';

/** In ISO order, from 1. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const names = new Intl.DisplayNames('en-GB', { type: 'language' });

/** "Portuguese" for pt. */
export const languageName = (tag: string): string => names.of(tag) ?? tag;

const list = new Intl.ListFormat('en-GB');

export const languagesText = ({ languages }: Pick<Doctor, 'languages'>): string =>
  list.format(languages.map(languageName));

export const wayNames: Record<Way, string> = { 'in-person': 'in person', video: 'by video' };

export const waysText = ({ ways }: Pick<Doctor, 'ways'>): string => list.format(ways.map((way) => wayNames[way]));

/** "4.5 of 5, by 12 patients" */
export const ratedText = ({ rated }: Pick<Doctor, 'rated'>): string =>
  rated
    ? `${rated.average.toFixed(1)} of 5, by ${rated.ratings === 1 ? '1 patient' : `${rated.ratings} patients`}`
    : 'Not rated yet';
