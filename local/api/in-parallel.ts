/** Works on the items in order, so many at a time. The first fault ends it, once what is under way has ended. */
export const inParallel = async <T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> => {
  const underWay = new Set<Promise<void>>();
  let fault: { error: unknown } | undefined;
  for await (const item of items) {
    const one: Promise<void> = work(item)
      .then(
        () => {},
        (error) => {
          fault ??= { error };
        },
      )
      .finally(() => underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= limit) await Promise.race(underWay);
    if (fault) break;
  }
  await Promise.all(underWay);
  if (fault) throw fault.error;
};
