import type { Instant } from '@careconnect/domain/event.ts';
import type { DoctorId, UserId } from '@careconnect/domain/ids.ts';
import {
  doctorDayStream,
  emailStream,
  patientStream,
  patientVisitsStream,
  userStream,
} from '@careconnect/domain/streams.ts';
import type { UserErased } from '@careconnect/domain/user/events.ts';
import type { SignDocument } from '@careconnect/platform/auth/signed-document.ts';
import type { EventStore } from '@careconnect/platform/event-store/event-store.ts';
import { hashOf } from '@careconnect/platform/event-store/hash.ts';
import type { ErasedKey } from '@careconnect/platform/personal-data/vault.ts';

/** `typ` of its signature. */
export const certificateType = 'erasure-certificate+jwt';

/** How far a stream went when the certificate was made, and the hash of its last event, which vouches for all before. */
type Tip = { stream: string; revision: number; hash: string };

export type Certificate = {
  issuer: string;
  about: { userId: UserId | null; contactId: string | null };
  by: 'OWNER' | 'ADMIN';
  erasedAt: Instant;
  issuedAt: Instant;
  /** Which keys are gone: of the account, of the patients it looked after, and of who wrote under its address. */
  keys: readonly ErasedKey[];
  /** Where their data lies that no key opens any more. */
  streams: readonly Tip[];
};

/** The certificate in clear, and signed: verified with the keys at /commands/.well-known/jwks.json. */
export type Certified = { certificate: Certificate; signed: string };

export type Certify = (
  erased: Pick<UserErased['data'], 'emailHash' | 'contactId' | 'by' | 'erasedAt'> & { userId: UserId | null },
  keys: readonly ErasedKey[],
  now: Instant,
) => Promise<Certified>;

type Needs = { eventLog: EventStore; issuer: string; signCertificate: SignDocument };

/** The log gives events as they lie in the store: hashed is what is sealed. */
export const certifying = ({ eventLog, issuer, signCertificate }: Needs): Certify => {
  const tipOf = async (stream: string): Promise<Tip[]> => {
    let tip: Tip[] = [];
    for await (const event of eventLog.readStream(stream))
      tip = [{ stream, revision: Number(event.revision), hash: hashOf(event) }];
    return tip;
  };

  /** The days on which a patient had visits, as the patient's own stream tells them. */
  const daysOf = async (visits: string): Promise<string[]> => {
    const days = new Set<string>();
    for await (const { type, data } of eventLog.readStream(visits)) {
      const { doctorId, date } = data as { doctorId: DoctorId; date: string };
      if (type === 'VisitClaimed') days.add(doctorDayStream(doctorId, date));
    }
    return [...days];
  };

  return async ({ userId, emailHash, contactId, by, erasedAt }, keys, now) => {
    const patients = keys.map(({ personId }) => personId).filter((id) => id !== userId && id !== contactId);
    const named = [
      ...(userId ? [userStream(userId)] : []),
      ...(emailHash ? [emailStream(emailHash)] : []),
      ...patients.flatMap((id) => [patientStream(id as never), patientVisitsStream(id as never)]),
    ];
    const streams: Tip[] = [];
    for (const stream of named) streams.push(...(await tipOf(stream)));
    for (const id of patients)
      for (const day of await daysOf(patientVisitsStream(id as never))) streams.push(...(await tipOf(day)));
    const about = { userId, contactId };
    const certificate = { issuer, about, by, erasedAt, issuedAt: now, keys, streams };
    return { certificate, signed: signCertificate(certificate) };
  };
};
