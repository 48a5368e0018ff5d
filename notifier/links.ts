import type { Proofs } from '@careconnect/platform/auth/proofs.ts';
import type { AccountKind } from './letters/letter.ts';

/** Where the links of letters lead. */
export type Links = {
  appointments: string;
  account(kind: AccountKind, userId: string, requestId: string): string;
};

const pages: Record<AccountKind, string> = {
  verification: '/verify-email',
  reset: '/new-password',
  invitation: '/invitation',
};

/** What proves a link stands behind the #: browsers send that to nobody, and no server writes it down. */
export const linksAt = (publicUrl: string, proofs: Proofs): Links => ({
  appointments: new URL('/appointments', publicUrl).href,
  account: (kind, userId, requestId) => {
    const link = new URL(pages[kind], publicUrl);
    link.hash = [userId, requestId, proofs.of(kind, userId, requestId)].join('.');
    return link.href;
  },
});
