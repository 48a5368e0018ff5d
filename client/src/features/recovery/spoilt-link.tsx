import { Link } from 'react-router';
import { Page } from '../../parts/page.tsx';

export const SpoiltLink = ({ title }: { title: string }) => (
  <Page title={title}>
    <p>
      The link is not whole: mail programs sometimes cut it. Copy all of it from the letter, or{' '}
      <Link to="/forgot-password">ask for another one</Link>.
    </p>
  </Page>
);
