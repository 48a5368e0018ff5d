/** The details of an erased person are gone; the visit still happened. */
export const fullName = ({ firstName, lastName }: { firstName: string | null; lastName: string | null }): string =>
  [firstName, lastName].filter(Boolean).join(' ') || 'Erased person';
