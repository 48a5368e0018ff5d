import { publicSet } from '@careconnect/platform/auth/keys.ts';
import { newSecrets } from '../system/secrets.ts';

/** New secrets as NAME=VALUE. Without quotes and blanks, which docker compose and kubectl would read differently. */
export const linesOf = (): string[] => {
  const { masterKey, emailHashKey, letterKey, backupKey, tokenKey, ...passwords } = newSecrets('first');
  const named = {
    MASTER_KEY: masterKey,
    EMAIL_HASH_KEY: emailHashKey,
    LETTER_KEY: letterKey,
    BACKUP_KEY: backupKey,
    TOKEN_PRIVATE_KEY: JSON.stringify(tokenKey),
    TOKEN_PUBLIC_KEY: JSON.stringify(publicSet(tokenKey)),
    ADMIN_EMAIL: passwords.adminEmail,
    ADMIN_PASSWORD: passwords.adminPassword,
    POSTGRES_PASSWORD: passwords.postgresPassword,
    RABBITMQ_PASSWORD: passwords.brokerPassword,
  };
  return Object.entries(named).map(([name, value]) => `${name}=${value}`);
};
