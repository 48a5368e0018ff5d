import { type ConfigOf, flag, port, text, url } from '@careconnect/platform/config/config.ts';

export const settings = {
  PORT: port().default(8080).describe('The one port a browser needs'),
  HOST: text().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 in a container'),
  CLIENT_FOLDER: text().describe('The built client'),
  HTTPS_ONLY: flag().default(false).describe('Whether browsers are told to come over HTTPS from now on'),
  COMMANDS_URL: url('http').optional().describe('Where the command-service answers, unless an ingress sends there'),
  QUERIES_URL: url('http').optional().describe('Where the query-service answers, unless an ingress sends there'),
  PROJECTORS_URL: url('http').optional().describe('Where the projectors answer admins, unless an ingress sends there'),
  MAILBOX_URL: url('http').optional().describe('Where the local mailbox is read'),
  SANDBOX_URL: url('http').optional().describe('Where payments are made without money'),
};

export type Settings = ConfigOf<typeof settings>;
