/** A fact that breaks a promise of the write side. It is projected all the same, and somebody must look. */
export type Alarm = {
  kind: 'overlap' | 'email-taken' | 'unknown-account' | 'unknown-patient' | 'unknown-doctor';
  subject: string;
  /** Whom it collides with. */
  others: string[];
};
