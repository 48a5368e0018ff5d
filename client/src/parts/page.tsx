import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** A page begins with its heading, which takes the focus when one comes here from another page, and names the tab. */
export const Page = ({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  const first = key === 'default';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another page, a filter in the address is not
  useEffect(() => {
    if (!first) heading.current?.focus();
  }, [pathname]);
  return (
    <>
      <title>{`${title} · CareConnect`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <div className="lead">{lead}</div>}
      {children}
    </>
  );
};
