import { useRouteError } from 'react-router';
import { Page } from '../parts/page.tsx';

/** A mistake of ours while drawing a page: the frame stays, and so does a way on. */
export const Broken = () => {
  console.error(useRouteError());
  return (
    <Page title="This page is broken">
      <div className="notice notice-wrong" role="alert">
        <p>That is our mistake. Loading it again often helps; nothing that was booked is lost.</p>
        <button type="button" onClick={() => window.location.reload()}>
          Load again
        </button>
      </div>
    </Page>
  );
};
