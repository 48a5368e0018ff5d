import { type ContactId, type DoctorId, type PatientId, patientId, type UserId } from '@careconnect/domain/ids.ts';
import { openAppointments } from '@careconnect/domain/patient-visits/decide.ts';
import { patienceWithClosings } from '@careconnect/domain/processes/react.ts';
import { Refusal } from '@careconnect/domain/refusal.ts';
import {
  doctorStream,
  emailStream,
  patientStream,
  patientVisitsStream,
  userStream,
} from '@careconnect/domain/streams.ts';
import { instantOf, millisecondsOf } from '@careconnect/domain/time/wall.ts';
import { userDecider } from '@careconnect/domain/user/decide.ts';
import { contactAt } from '@careconnect/domain/user/email.ts';
import type { UserErased } from '@careconnect/domain/user/events.ts';
import type { EraseUser } from '@careconnect/domain/user/staff.ts';
import { holderOf, type User } from '@careconnect/domain/user/state.ts';
import { StoreUnavailable } from '@careconnect/platform/event-store/event-store.ts';
import type { ErasedKey, Vault } from '@careconnect/platform/personal-data/vault.ts';
import type { EmailHash } from '../accounts/email-hash.ts';
import type { Contexts } from '../days/claims.ts';
import type {
  DoctorHandler,
  EmailHandler,
  PatientHandler,
  UserHandled,
  UserHandler,
  VisitsHandler,
} from '../handlers.ts';
import type { OpenVisits } from './open-visits.ts';

type ErasedUser = UserErased['data'];
export type Outcome = { erased: ErasedUser; keys: ErasedKey[]; position: UserHandled['position'] };

export type Erasure = {
  /** Of an account and all it looks after. Again is quiet. @throws Refusal open-appointments, own-account, user-not-found */
  ofAccount(userId: UserId, by: UserId, contexts: Contexts): Promise<Outcome>;
  /** What is left to do once it is decided; each step is quiet when it was done before. */
  finish(erased: ErasedUser, contexts: Contexts): Promise<Pick<Outcome, 'keys' | 'position'>>;
  /** Opens the visits of a patient again who was about to be erased, and is not. */
  settle(patient: PatientId, contexts: Contexts): Promise<void>;
  /** Of somebody without an account, who wrote under this address. Null when nobody did. */
  ofContact(
    email: string,
    contexts: Contexts,
  ): Promise<({ contactId: ContactId; emailHash: string } & Pick<Outcome, 'keys' | 'position'>) | null>;
};

type Needs = {
  users: UserHandler;
  emails: EmailHandler;
  patients: PatientHandler;
  visits: VisitsHandler;
  doctors: DoctorHandler;
  vault: Vault;
  emailHash: EmailHash;
  openVisits: OpenVisits;
};

/**
 * Nothing may lie ahead of whoever is erased. So their visits are closed first, each patient's in a stream of its own: none to
 * come, and none can be claimed any more. Then the account says that it is erased, and from there on there is no way back
 * (docs/adr/0015). The keys go first, all at once; the rest tells others what has happened.
 */
export const erasing = (needs: Needs): Erasure => {
  const { users, emails, patients, visits, doctors, vault, emailHash, openVisits } = needs;

  const addressOf = async (user: User): Promise<EraseUser['address']> => {
    const email = holderOf(user)?.email;
    if (!email) return null;
    const hash = emailHash(email);
    const { state } = await emails.load(emailStream(hash), { fresh: true });
    return { emailHash: hash, contactId: contactAt(hash, state) };
  };

  const patientsOf = async (userId: UserId): Promise<PatientId[]> => (await vault.keptFor(userId)).map(patientId);

  /** A doctor offers no times any more; what was booked before has to be cancelled, as by anybody else. */
  const closeDays = async (doctor: DoctorId, contexts: Contexts): Promise<void> => {
    const context = contexts();
    const { state } = await doctors.load(doctorStream(doctor), { fresh: true });
    if (state.is === 'Unknown') return;
    const open = await openVisits.ofDoctor(doctor, context.now);
    if (open.length > 0) throw openAppointments(open);
    const command = {
      is: 'SetWorkingHours',
      doctorId: doctor,
      validFrom: 'always',
      windows: [],
      at: context.now,
    } as const;
    await doctors.handle(doctorStream(doctor), command, context);
  };

  const close = async (patient: PatientId, contexts: Contexts): Promise<void> => {
    const context = contexts();
    const command = { is: 'CloseVisits', patientId: patient, at: context.now } as const;
    await visits.handle(patientVisitsStream(patient), command, context);
  };

  const reopen = async (patient: PatientId, contexts: Contexts, closedBy = contexts().now): Promise<void> => {
    const context = contexts();
    const command = { is: 'ReopenVisits', patientId: patient, closedBy, at: context.now } as const;
    await visits.handle(patientVisitsStream(patient), command, context);
  };

  /** If one of them turns out to have a visit after all, nothing has happened to the others. */
  const closing = async <T>(all: readonly PatientId[], contexts: Contexts, then: () => Promise<T>): Promise<T> => {
    const closed: PatientId[] = [];
    const until = performance.now() + patienceWithClosings / 2;
    try {
      for (const patient of all) {
        await close(patient, contexts);
        closed.push(patient);
      }
      // Somebody opens them again after a while, in case nobody is left who would.
      if (performance.now() > until) throw new StoreUnavailable('closing visits');
      return await then();
    } catch (error) {
      if (error instanceof Refusal) for (const patient of closed) await reopen(patient, contexts);
      throw error;
    }
  };

  const erase = async (user: User, userId: UserId, by: UserId, contexts: Contexts): Promise<User> => {
    const address = await addressOf(user);
    const command = (at: string): EraseUser => ({ is: 'EraseUser', by, address, at });
    const dry = contexts().now;
    userDecider.decide(command(dry), user);
    const theirs = await patientsOf(userId);
    const open = [];
    for (const patient of theirs) open.push(...(await openVisits.ofPatient(patient, contexts)));
    if (open.length > 0) throw openAppointments(open);
    return closing(theirs, contexts, async () => {
      if (holderOf(user)?.role === 'DOCTOR') await closeDays(userId as string as DoctorId, contexts);
      const context = contexts();
      return (await users.handle(userStream(userId), command(context.now), context)).state;
    });
  };

  const finish: Erasure['finish'] = async ({ userId, emailHash, contactId }, contexts) => {
    const keys = await vault.erase(userId, ...(contactId ? [contactId] : []));
    for (const { personId } of keys.filter((key) => key.personId !== userId && key.personId !== contactId)) {
      const context = contexts();
      const command = { is: 'ErasePatient', userId, at: context.now } as const;
      await patients.handle(patientStream(patientId(personId)), command, context);
    }
    if (emailHash) {
      const context = contexts();
      const command = { is: 'ForgetEmail', hash: emailHash, userId, at: context.now } as const;
      const { position } = await emails.handle(emailStream(emailHash), command, context);
      return { keys, position };
    }
    return { keys, position: (await users.load(userStream(userId))).position };
  };

  return {
    async ofAccount(userId, by, contexts) {
      const { state } = await users.load(userStream(userId), { fresh: true });
      const after = state.is === 'Erased' ? state : await erase(state, userId, by, contexts);
      if (after.is !== 'Erased') throw new Error('an account that was not refused is erased');
      return { erased: after.erased, ...(await finish(after.erased, contexts)) };
    },
    finish,
    async settle(patient, contexts) {
      const { state } = await patients.load(patientStream(patient), { fresh: true });
      if (state.is === 'Unknown' || state.is === 'Erased') return;
      const keeper = await users.load(userStream(state.userId), { fresh: true });
      const closedBy = instantOf(millisecondsOf(contexts().now) - patienceWithClosings);
      if (keeper.state.is !== 'Erased') await reopen(patient, contexts, closedBy);
    },
    async ofContact(email, contexts) {
      const hash = emailHash(email);
      const { state } = await emails.load(emailStream(hash), { fresh: true });
      const contactId = contactAt(hash, state);
      if (state.is === 'Claimed' || !(await vault.knows(contactId))) return null;
      const context = contexts();
      const keys = await vault.erase(contactId);
      const command = { is: 'ForgetEmail', hash, userId: null, at: context.now } as const;
      const { position } = await emails.handle(emailStream(hash), command, context);
      return { contactId, emailHash: hash, keys, position };
    },
  };
};
