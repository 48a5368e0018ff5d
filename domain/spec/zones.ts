import { edgeOf } from '../time/edge.ts';
import { minute } from '../time/wall.ts';

/** Zones of every kind: with and without a change of clocks, by an hour and by half, far east and far west. */
export const zones = [
  'UTC',
  'America/Sao_Paulo',
  'America/New_York',
  'America/St_Johns',
  'Europe/Berlin',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
] as const;

/** Whether the clock of the zone runs through this day without a change. */
export const runsThrough = (zone: string, date: string): boolean =>
  edgeOf(date, '24:00', zone, 'closes') - edgeOf(date, '00:00', zone, 'opens') === 24 * 60 * minute;
