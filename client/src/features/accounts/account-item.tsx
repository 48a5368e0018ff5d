import { formatInstant } from '@careconnect/domain/time/format.ts';
import type { Role } from '@careconnect/domain/user/events.ts';
import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import { OwnPages } from '../../doctors/own-pages.tsx';
import { useSending } from '../../forms/use-sending.ts';
import { zoneHere } from '../../parts/here.ts';
import { Unsent } from '../../parts/unsent.tsx';
import { Download } from '../../personal-data/download.tsx';
import { selectUser } from '../../session/session.ts';
import { type User, useLetInMutation } from './api.ts';
import { EraseUser } from './erase-user.tsx';

const roleNames: Record<Role, string> = { PATIENT: 'Patient', DOCTOR: 'Doctor', ADMIN: 'Admin', AUDITOR: 'Auditor' };
const zone = zoneHere();

export const AccountItem = ({ user, onDone }: { user: User; onDone: (news: string) => void }) => {
  const { userId, role, name, email, emailVerified, erased, secondFactor, registeredAt } = user;
  return (
    <li className="card">
      <h2>{name}</h2>
      <dl className="facts">
        <dt>Role</dt>
        <dd>
          {roleNames[role]}
          {role === 'DOCTOR' && <OwnPages doctorId={userId} name={name} />}
        </dd>
        {!erased && (
          <>
            <dt>E-mail</dt>
            <dd>
              {email}
              {!emailVerified && <span className="quiet"> (not verified)</span>}
            </dd>
            <dt>Second factor</dt>
            <dd>{secondFactor ? 'on' : 'off'}</dd>
          </>
        )}
        <dt>Since</dt>
        <dd>{formatInstant(registeredAt, zone)}</dd>
      </dl>
      {!erased && (
        <p>
          <Link to={`/clinic/letters?to=${userId}`}>Letters to {name}</Link>
        </p>
      )}
      {role !== 'AUDITOR' && (
        <p>
          <Link to={`/clinic/appointments?from=&${role === 'DOCTOR' ? 'doctorId' : 'userId'}=${userId}`}>
            Appointments of {name}
          </Link>
        </p>
      )}
      {erased ? (
        <p className="strong">Erased: nothing tells any more whose account it was.</p>
      ) : (
        <Living {...{ user, onDone }} />
      )}
    </li>
  );
};

type LivingProps = { user: User; onDone: (news: string) => void };

/** What can be done for, or with, the account of somebody who is known. */
const Living = ({ user, onDone }: LivingProps) => {
  const { userId, name, active } = user;
  const own = useSelector(selectUser)?.userId === userId;
  return (
    <>
      {!active && <p className="strong">Shut out: nobody can sign in with this account.</p>}
      <div className="doings">
        <Download whose={userId} file={`careconnect-${userId}.json`}>
          {`Download what is known about ${name}`}
        </Download>
        {!own && <LetIn user={user} onDone={onDone} />}
        {!own && <EraseUser user={user} onDone={onDone} />}
      </div>
    </>
  );
};

const LetIn = ({ user: { userId, name, active }, onDone }: LivingProps) => {
  const [letIn] = useLetInMutation();
  const { busy, problem, send } = useSending({});
  const press = () =>
    send({}, async () => {
      await letIn({ userId, active: !active }).unwrap();
      onDone(active ? `${name} is shut out and signed out everywhere.` : `${name} may sign in again.`);
    });
  return (
    <>
      <Unsent problem={problem} />
      <p className="buttons">
        <button
          type="button"
          aria-label={`${active ? 'Shut out' : 'Let in again'}: ${name}`}
          aria-disabled={busy}
          onClick={press}
        >
          {active ? 'Shut out' : 'Let in again'}
        </button>
      </p>
    </>
  );
};
