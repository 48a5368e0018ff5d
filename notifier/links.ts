import type { OptionalLetter } from '@careconnect/domain/user/letter-preferences.ts';
import type { Proofs } from '@careconnect/platform/auth/proofs.ts';
import type { LinkedKind } from './letters/letter.ts';

/** Where the links of letters lead. */
export type Links = {
  home: string;
  account: string;
  backups: string;
  appointment(appointmentId: string): string;
  day(doctorId: string, date: string): string;
  /** Good once. */
  proven(kind: LinkedKind, userId: string, requestId: string): string;
  /** A page that asks whether to go on. */
  decline(kind: OptionalLetter, userId: string): string;
  /** What a mail client posts to when its own button is pressed (RFC 8058). */
  declineAtOnce(kind: OptionalLetter, userId: string): string;
};

const pages: Record<LinkedKind, string> = {
  verification: '/verify-email',
  reset: '/new-password',
  invitation: '/invitation',
};

/** What proves a link stands behind the #: browsers send that to nobody, and no server writes it down. */
export const linksAt = (publicUrl: string, proofs: Proofs): Links => {
  const at = (path: string, hash = '') => {
    const link = new URL(path, publicUrl);
    link.hash = hash;
    return link.href;
  };
  const declining = (kind: OptionalLetter, userId: string) => [userId, kind, proofs.of('decline', userId, kind)];
  return {
    home: at('/'),
    account: at('/account'),
    backups: at('/backups'),
    appointment: (appointmentId) => at(`/appointments/${appointmentId}`),
    day: (doctorId, date) => at(`/doctors/${doctorId}/day/${date}`),
    proven: (kind, userId, requestId) =>
      at(pages[kind], [userId, requestId, proofs.of(kind, userId, requestId)].join('.')),
    decline: (kind, userId) => at('/decline-letters', declining(kind, userId).join('.')),
    declineAtOnce: (kind, userId) =>
      at(
        `/commands/declined-letters?${new URLSearchParams({ userId, kind, proof: proofs.of('decline', userId, kind) })}`,
      ),
  };
};
