import type { ReactNode } from 'react';

type SettingProps = { id: string; title: string; saved: string; children: ReactNode };

/** One thing that can be set, and whether it just was. */
export const Setting = ({ id, title, saved, children }: SettingProps) => (
  <section aria-labelledby={id} className="card setting">
    <h2 id={id}>{title}</h2>
    <div role="status">
      {saved && (
        <div className="notice notice-good">
          <p>{saved}</p>
        </div>
      )}
    </div>
    {children}
  </section>
);
