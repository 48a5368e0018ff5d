import type { Backup } from './api.ts';

export const statusWords: Record<Backup['status'], string> = {
  PENDING: 'Under way',
  SUCCESS: 'Succeeded',
  FAILURE: 'Failed',
};

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** "1.5 MB" */
export const sizeInWords = (bytes: number): string => {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const amount = bytes / 1_000 ** step;
  return `${amount < 10 && step > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[step]}`;
};

/** "1 h 2 min", "40 s" */
export const durationInWords = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
};
