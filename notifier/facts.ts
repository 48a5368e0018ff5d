import type { Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { Pool } from 'pg';
import { accountFacts } from './account-facts.ts';
import { agendaFacts } from './agenda-facts.ts';
import type { LetterDue } from './letter-due.ts';
import type { Links } from './links.ts';
import type { FactsOrNot } from './recipient.ts';
import { visitFacts } from './visit-facts.ts';

type Needs = { pool: Pool; vault: Vault; links: Links };

export type GatherFacts = (due: LetterDue) => Promise<FactsOrNot>;

/** Names and addresses come from the read models, at the moment of writing, and are kept nowhere else. */
export const gatherFacts =
  (needs: Needs, now: () => Date = () => new Date()): GatherFacts =>
  async (due) => {
    switch (due.kind) {
      case 'verification':
      case 'reset':
      case 'invitation':
      case 'welcome':
      case 'sign-in':
      case 'backup-alert':
        return accountFacts(needs, now(), due.kind, due);
      case 'agenda':
        return agendaFacts(needs, due);
      default:
        return visitFacts(needs, now(), due.kind, due);
    }
  };
