import { Container } from 'inversify';

export type Wiring<Parts extends object> = {
  /** Naming one makes it. */
  parts: Parts;
  bind<Name extends keyof Parts & string>(name: Name, make: (from: Parts) => Parts[Name]): void;
};

/** How a process hangs together: each part is made once, when it is first asked for, from the parts it names. */
export const wiring = <Parts extends object>(): Wiring<Parts> => {
  const container = new Container({ defaultScope: 'Singleton' });
  const parts = new Proxy({} as Parts, { get: (_, name: string) => container.get(name) });
  return { parts, bind: (name, make) => void container.bind(name).toDynamicValue(() => make(parts)) };
};
