import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Jwk, newSigningKey } from '@careconnect/platform/auth/keys.ts';

/** Made on the first start of a folder and kept with its data: without them the data cannot be read. */
export type Secrets = Readonly<{
  masterKey: string;
  emailHashKey: string;
  /** Proves the links of letters. */
  letterKey: string;
  /** Signs and proves the manifests of backups. */
  backupKey: string;
  /** Of the sandbox of payments, and of its notices. */
  paymentKey: string;
  noticeSecret: string;
  tokenKey: Jwk;
  postgresPassword: string;
  brokerPassword: string;
  adminEmail: string;
  adminPassword: string;
  /** Of every demo patient and doctor. */
  demoPassword: string;
}>;

const fileOf = (folder: string): string => join(folder, 'secrets.json');

/** Null in a folder that never ran. */
export const readSecrets = (folder: string): Secrets | null => {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** A folder of an earlier version is given what it lacks. */
export const keepSecrets = (folder: string): Secrets => {
  const known = readSecrets(folder);
  const whole = { ...newSecrets('local'), ...known };
  return known && Object.keys(whole).every((name) => name in known) ? known : writeSecrets(folder, whole);
};

const writeSecrets = (folder: string, secrets: Secrets): Secrets => {
  const unfinished = `${fileOf(folder)}.part`;
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, fileOf(folder));
  return secrets;
};

const key = (): string => randomBytes(32).toString('base64');
const password = (): string => randomBytes(12).toString('base64url');

/** @param keyId what the master key is known by */
export const newSecrets = (keyId: string): Secrets => ({
  masterKey: `${keyId}:${key()}`,
  emailHashKey: key(),
  letterKey: key(),
  backupKey: key(),
  paymentKey: `sk_sandbox_${password()}`,
  noticeSecret: `whsec_${password()}`,
  tokenKey: newSigningKey(),
  postgresPassword: password(),
  brokerPassword: password(),
  adminEmail: 'admin@careconnect.example',
  adminPassword: password(),
  demoPassword: password(),
});
