import { url } from '@careconnect/platform/config/config.ts';

export const settings = {
  DATABASE_URL: url('postgres', 'postgresql').describe('Where the tables are made, by a user who may make them'),
};
