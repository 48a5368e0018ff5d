import { Page } from '../../parts/page.tsx';
import { PasswordForm } from './password-form.tsx';
import { PersonalData } from './personal-data.tsx';
import { SessionList } from './session-list.tsx';

export const AccountPage = () => (
  <Page title="My account">
    <SessionList />
    <PasswordForm />
    <PersonalData />
  </Page>
);
