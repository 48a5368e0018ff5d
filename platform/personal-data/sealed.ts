import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** What stands in an event instead of a personal value: base64url of iv, ciphertext and tag. */
export type Sealed = { $sealed: string };

/** A sealed value that does not belong where it stands, or was changed. */
export class TamperedField extends Error {
  override readonly name = 'TamperedField';
}

const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM. `context` is bound to the result: it opens only where it was sealed. */
export const encrypt = (key: Buffer, plain: Buffer, context: string): Buffer => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Throws TamperedField. */
export const decrypt = (key: Buffer, sealed: Buffer, context: string): Buffer => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new TamperedField(`sealed data does not open: ${context}`, { cause });
  }
};

export const sealValue = (key: Buffer, value: unknown, context: string): Sealed => ({
  $sealed: encrypt(key, Buffer.from(JSON.stringify(value)), context).toString('base64url'),
});

export const openValue = (key: Buffer, { $sealed }: Sealed, context: string): unknown =>
  JSON.parse(decrypt(key, Buffer.from($sealed, 'base64url'), context).toString('utf8'));

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && '$sealed' in value && typeof value.$sealed === 'string';

/** HMAC-SHA-256, hex: a name for something personal that nobody can read back without the secret. */
export const keyedHash = (secret: string | Buffer, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');
