/** Work of one name runs one after another, work of different names together; each is told whether it had to wait. */
export const oneByName = () => {
  const lanes = new Map<string, Promise<unknown>>();
  return async <T>(name: string, work: (waited: boolean) => Promise<T>): Promise<T> => {
    const before = lanes.get(name);
    const done = before ? before.then(() => work(true)) : work(false);
    const settled = done.catch(() => {});
    lanes.set(name, settled);
    void settled.then(() => {
      if (lanes.get(name) === settled) lanes.delete(name);
    });
    return done;
  };
};
