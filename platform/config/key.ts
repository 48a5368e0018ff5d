import { type Setting, setBy } from './setting.ts';

/** A secret of 32 bytes. */
export const key = (): Setting<Buffer> =>
  setBy('32 bytes in base64', (value) => {
    const bytes = Buffer.from(value, 'base64');
    return bytes.length === 32 ? bytes : undefined;
  }).secret();
