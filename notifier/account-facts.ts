import type { Instant } from '@careconnect/domain/event.ts';
import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import type { Pool } from 'pg';
import type { LetterDue } from './letter-due.ts';
import type { FactsOf, LinkedKind } from './letters/letter.ts';
import type { Links } from './links.ts';
import { type FactsOrNot, type Recipient, type RecipientRow, recipientColumns, recipientOf } from './recipient.ts';
import { signInFacts } from './sign-in-facts.ts';

export type AccountKind = LinkedKind | 'welcome' | 'sign-in' | 'backup-alert';

type Needs = { pool: Pool; vault: Vault; links: Links };

export const accountFacts = async (
  { pool, vault, links }: Needs,
  now: Date,
  kind: AccountKind,
  due: LetterDue,
): Promise<FactsOrNot> => {
  const { userId } = due;
  const { rows } = await pool.query<RecipientRow>({ name: 'account-letter-facts', text: query, values: [userId] });
  const found = recipientOf(userId, kind, rows[0]);
  if ('not' in found) return found;
  const common = { recipient: found.to, language: found.to.preferences.language, decline: null };
  switch (kind) {
    case 'welcome':
      return { ...found, facts: { ...common, kind, page: links.home } };
    case 'sign-in': {
      const facts = await signInFacts({ pool, vault }, due, zoneOf(found.to));
      return 'not' in facts ? facts : { ...found, facts: { ...common, ...facts, kind, page: links.account } };
    }
    case 'backup-alert':
      return { ...found, facts: { ...common, ...backupFacts(due), kind, zone: zoneOf(found.to), page: links.backups } };
    default: {
      const { expiresAt } = due.event as { expiresAt: Instant };
      // A letter that comes too late says nothing any more.
      if (now.getTime() >= Date.parse(expiresAt)) return { not: 'its link is not good any more' };
      const page = links.proven(kind, userId, due.requestId ?? '');
      return { ...found, facts: { ...common, kind, page, expiresAt } };
    }
  }
};

type Alarming = Told<'BackupFailed'>['event'] | Told<'BackupDrilled'>['event'];

const backupFacts = ({ event }: LetterDue): Pick<FactsOf['backup-alert'], 'what' | 'at' | 'problems'> => {
  const said = event as unknown as Alarming;
  return 'failedAt' in said
    ? { what: 'failed', at: said.failedAt, problems: [said.reason] }
    : { what: 'differs', at: said.drilledAt, problems: said.differences };
};

const zoneOf = ({ preferences }: Recipient): string => preferences.zone ?? 'UTC';

const query = `
  SELECT ${recipientColumns} FROM app_users u LEFT JOIN read.account_details pref USING (user_id) WHERE u.user_id = $1`;
