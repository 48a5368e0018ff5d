import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { Form, SendButton } from '../forms/form.tsx';

type ErasingProps = Omit<ComponentProps<typeof Form>, 'label' | 'children'> & {
  title: string;
  /** What is erased, and what stays. */
  told: string;
  busy: boolean;
  /** The way back, and what it is called. */
  onKeep: () => void;
  keep: string;
  children?: ReactNode;
};

/** Nothing brings back what is erased: said before, and confirmed. */
export const Erasing = ({ title, told, busy, onKeep, keep, children, ...form }: ErasingProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="act">
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p>{told}</p>
      <Form label={title} {...form}>
        {children}
        <p className="buttons">
          <SendButton busy={busy} busyText="Erasing…" takesAway>
            Erase everything
          </SendButton>
          <button type="button" onClick={onKeep}>
            {keep}
          </button>
        </p>
      </Form>
    </div>
  );
};
