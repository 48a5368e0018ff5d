import { Link } from 'react-router';
import { Page } from '../parts/page.tsx';

export const NotFound = () => (
  <Page title="There is no such page">
    <p>
      The address may be mistyped. <Link to="/">Find a doctor</Link>
    </p>
  </Page>
);
