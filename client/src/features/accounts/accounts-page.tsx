import { userId as asUserId, isUuid, type UserId } from '@careconnect/domain/ids.ts';
import { type Role, roles } from '@careconnect/domain/user/events.ts';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { itemsOf } from '../../api/api.ts';
import { isMissing } from '../../api/problem.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { Together } from '../../parts/together.tsx';
import { AccountItem } from './account-item.tsx';
import { useUserQuery, useUsersInfiniteQuery } from './api.ts';
import { FindForm } from './find-form.tsx';
import { InvitationForm } from './invitation-form.tsx';

const groups: Record<Role, string> = { PATIENT: 'Patients', DOCTOR: 'Doctors', ADMIN: 'Admins', AUDITOR: 'Auditors' };

/** Who may sign in: for admins. */
export const AccountsPage = () => {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const role = roles.find((each) => each === params.get('role'));
  const one = params.get('user');
  const [done, setDone] = useState('');
  return (
    <Page title="Accounts" lead={<p>Who can sign in, the newest first.</p>}>
      <p>
        <Link to="/clinic/new-doctor">Bring in a doctor</Link>
      </p>
      <FindForm
        onFound={(user) => {
          setDone('');
          void navigate(`/accounts?user=${user}`);
        }}
      />
      <nav aria-label="Roles" className="tabs">
        <Link to="/accounts" aria-current={role || one ? undefined : 'page'}>
          All
        </Link>
        {roles.map((each) => (
          <Link key={each} to={`/accounts?role=${each}`} aria-current={each === role ? 'page' : undefined}>
            {groups[each]}
          </Link>
        ))}
      </nav>
      <News text={done} />
      <Together what="accounts" lines={6}>
        {isUuid(one) ? (
          <One key={one} userId={asUserId(one)} onDone={setDone} />
        ) : (
          <List key={role} role={role} onDone={setDone} />
        )}
        <InvitationForm onInvited={(email) => setDone(`A letter with an invitation is on its way to ${email}.`)} />
      </Together>
    </Page>
  );
};

const One = ({ userId, onDone }: { userId: UserId; onDone: (news: string) => void }) => {
  const answer = useUserQuery(userId, { refetchOnMountOrArgChange: true });
  if (isMissing(answer.error)) return <p className="empty">There is no such account.</p>;
  return (
    <Fetched answer={answer} what="the account" lines={6}>
      {(user) => (
        <ul className="cards">
          <AccountItem user={user} onDone={onDone} />
        </ul>
      )}
    </Fetched>
  );
};

const List = ({ role, onDone }: { role: Role | undefined; onDone: (news: string) => void }) => {
  const answer = useUsersInfiniteQuery(role, { refetchOnMountOrArgChange: true });
  return (
    <>
      <Fetched answer={answer} what="accounts" lines={6}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <div className="empty">
              <p>Nobody has this role.</p>
            </div>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((user) => (
                <AccountItem key={user.userId} user={user} onDone={onDone} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="accounts" />
    </>
  );
};
