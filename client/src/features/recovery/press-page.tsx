import type { ReactNode } from 'react';
import { Page } from '../../parts/page.tsx';
import { type Failed, Unsent } from '../../parts/unsent.tsx';

type PressProps = {
  title: string;
  /** What will happen. */
  before?: string;
  button: string;
  pressed: string;
  /** What has happened. */
  after: ReactNode;
  sending: { isLoading: boolean; isSuccess: boolean; error?: Failed };
  onPress: () => void;
};

/** Where a link in a letter leads, by a press of a button: programs that look into letters follow links, but press nothing. */
export const PressPage = ({ title, before, button, pressed, after, sending, onPress }: PressProps) => {
  const { isLoading, isSuccess, error } = sending;
  return (
    <Page title={title}>
      <div role="status">
        {isSuccess && (
          <div className="notice notice-good">
            <p>{after}</p>
          </div>
        )}
      </div>
      <Unsent problem={error} />
      {!isSuccess && (
        <>
          {before && <p>{before}</p>}
          <button
            type="button"
            className="button-main"
            aria-disabled={isLoading}
            onClick={() => isLoading || onPress()}
          >
            {isLoading ? pressed : button}
          </button>
        </>
      )}
    </Page>
  );
};
