import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { matchPath, NavLink, useLocation } from 'react-router';

/** Name of a group > name of a page > where it is. */
export type Groups = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Pages in groups, one of which is open at a time: until one goes on, presses Escape, or does something elsewhere. */
export const Menus = ({ groups }: { groups: Groups }) => {
  const [open, setOpen] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const close = () => setOpen(undefined);
  useEffect(() => {
    const closeFromElsewhere = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) setOpen(undefined);
    };
    document.addEventListener('pointerdown', closeFromElsewhere);
    return () => document.removeEventListener('pointerdown', closeFromElsewhere);
  }, []);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return;
    box.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    close();
  };
  // To nowhere goes the focus of whoever presses a link with the mouse, in some browsers: that is no leaving.
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget && !box.current?.contains(relatedTarget)) close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears what bubbles up from its buttons and links
    <div className="menus" ref={box} onKeyDown={onKeyDown} onBlur={onBlur}>
      {Object.entries(groups).map(([name, pages]) => (
        <Menu
          key={name}
          {...{ name, pages }}
          open={open === name}
          onToggle={() => setOpen(open === name ? undefined : name)}
          onLeave={close}
        />
      ))}
    </div>
  );
};

type MenuProps = {
  name: string;
  pages: Groups[string];
  open: boolean;
  onToggle: () => void;
  onLeave: () => void;
};

const Menu = ({ name, pages, open, onToggle, onLeave }: MenuProps) => {
  const { pathname } = useLocation();
  const here = Object.values(pages).some((path) => matchPath({ path, end: false }, pathname));
  const id = useId();
  return (
    <div className="menu">
      <button type="button" aria-expanded={open} aria-controls={id} aria-current={here || undefined} onClick={onToggle}>
        {name}
      </button>
      <ul id={id} aria-label={name} hidden={!open}>
        {Object.entries(pages).map(([page, path]) => (
          <li key={path}>
            <NavLink to={path} onClick={onLeave}>
              {page}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
};
