import { Page } from '../../parts/page.tsx';
import { EmailAddress } from './email-address.tsx';
import { LetterPreferencesForm } from './letter-preferences.tsx';
import { PasswordForm } from './password-form.tsx';
import { PersonalData } from './personal-data.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SessionList } from './session-list.tsx';

export const AccountPage = () => (
  <Page title="My account">
    <EmailAddress />
    <LetterPreferencesForm />
    <PasswordForm />
    <SecondFactorForm />
    <SessionList />
    <PersonalData />
  </Page>
);
