import type { Instant } from '@careconnect/domain/event.ts';
import { userId } from '@careconnect/domain/ids.ts';
import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import { me } from '../me/me.ts';
import { myPatients } from '../me/my-patients.ts';
import { jsonOf } from '../reading/json-text.ts';
import { eventsAbout } from './events-about.ts';
import { lettersTo } from './letters-to.ts';
import { whoseAccount } from './whose.ts';

type Needs = { pool: Pool; vault: Vault };

/**
 * Everything about a person as one JSON text, piece by piece; null when there is no such account. The journal is its source:
 * it holds each event of the log as it was written, and finds those that name somebody (docs/adr/0015).
 */
export const personalDataOf = async (
  { pool, vault }: Needs,
  user: string,
  now: Instant,
): Promise<AsyncIterable<string> | null> => {
  const account = await me(pool, user);
  if (!account) return null;
  const whose = await whoseAccount(pool, userId(user));
  return jsonOf({
    format: 'careconnect personal data 1',
    exportedAt: now,
    account,
    patients: patientsOf(pool, user),
    letters: lettersTo(pool, user),
    events: eventsAbout(pool, vault, whose),
  });
};

async function* patientsOf(pool: Pool, user: string) {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof myPatients>> = await myPatients(pool, {
      userId: user,
      limit: 100,
      ...(after ? { after } : {}),
    });
    yield* page.items;
    after = page.next;
  } while (after);
}
