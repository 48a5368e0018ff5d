import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

type PageProps = {
  title: string;
  lead?: ReactNode;
  /** What makes it another page; by itself the path, not what is filtered in it. */
  of?: string;
  children: ReactNode;
};

/** A page begins with its heading, which takes the focus when one comes here from another page, and names the tab. */
export const Page = ({ title, lead, of, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  const first = key === 'default';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page takes the focus
  useEffect(() => {
    if (!first) heading.current?.focus();
  }, [of ?? pathname]);
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
