import { setBy } from '../config/config.ts';
import { parseMasterKeys } from './person-keys.ts';

const read = (value: string) => {
  try {
    return parseMasterKeys(value);
  } catch {
    return undefined;
  }
};

/** How every process that seals or opens personal data is told the keys. */
export const masterKeys = () => setBy('id:base64 of 32 bytes, several separated by commas', read).secret();
