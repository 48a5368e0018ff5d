import { useSelector } from 'react-redux';
import { Page } from '../../parts/page.tsx';
import { Together } from '../../parts/together.tsx';
import { selectUser } from '../../session/session.ts';
import { CalendarFeed } from './calendar-feed.tsx';
import { EmailAddress } from './email-address.tsx';
import { LetterPreferencesForm } from './letter-preferences.tsx';
import { PasswordForm } from './password-form.tsx';
import { PersonalData } from './personal-data.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SessionList } from './session-list.tsx';

export const AccountPage = () => {
  const hasVisits = useSelector(selectUser)?.role !== 'AUDITOR';
  return (
    <Page title="My account">
      <Together what="your account" lines={8}>
        <EmailAddress />
        <LetterPreferencesForm />
        {hasVisits && <CalendarFeed />}
        <PasswordForm />
        <SecondFactorForm />
        <SessionList />
        <PersonalData />
      </Together>
    </Page>
  );
};
