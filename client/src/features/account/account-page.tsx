import { Page } from '../../parts/page.tsx';
import { SessionList } from './session-list.tsx';

export const AccountPage = () => (
  <Page title="My account">
    <SessionList />
  </Page>
);
