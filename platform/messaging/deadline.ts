/** Rejects with `late()` unless the promise settles in time. What the promise does afterwards is nobody's concern any more. */
export const within = async <T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  promise.catch(() => {});
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
};

/** Grows from `first` to `most`, and is drawn from its upper half, so that many clients do not come back at once. */
export const backoff = (attempt: number, first = 100, most = 10_000): number => {
  const whole = Math.min(most, first * 2 ** Math.min(attempt - 1, 20));
  return Math.round(whole / 2 + (Math.random() * whole) / 2);
};
