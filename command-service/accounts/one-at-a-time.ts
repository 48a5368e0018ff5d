/** A queue of one: work starts when the work before it has ended. Throws what `refuse` makes when too many wait. */
export const oneAtATime = (mostWaiting: number, refuse: () => Error) => {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= mostWaiting) throw refuse();
    waiting += 1;
    const done = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = done.catch(() => {});
    return done;
  };
};
