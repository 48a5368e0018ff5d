/** Closes a switch: a new member of the union does not compile until this reader has decided about it. */
export const assertNever = (value: never): never => {
  throw new Error(`nothing is decided about ${JSON.stringify(value)}`);
};
