/** What stands in a column that must not be empty when the person it is about has been erased. */
export const erased = {
  text: 'erased',
  nothing: '',
  date: '1900-01-01',
  gender: 'OTHER',
  /** Addresses are unique, so each is erased in its own way. */
  email: (userId: string): string => `erased ${userId}`,
} as const;
