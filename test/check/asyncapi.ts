import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { asyncApi } from '@careconnect/schema/asyncapi.ts';

const file = new URL('../../schema/asyncapi/careconnect.json', import.meta.url);
const text = (): string => `${JSON.stringify(asyncApi(), null, 2)}\n`;

const written = (): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** Whether schema/asyncapi/ says what the topology is. */
export const messagesAreDocumented = (): boolean => {
  if (written() === text()) return true;
  console.error('schema/asyncapi/careconnect.json is out of step with the topology: npm run document writes it anew');
  return false;
};

export const documentMessages = (): void => {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text());
};
