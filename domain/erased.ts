import type { DomainEvent } from './events.ts';

/** Whose keys are destroyed by the time this has happened; and with them the keys that are kept for them. */
export const erasedBy = ({ type, data }: DomainEvent): string[] => {
  switch (type) {
    case 'UserErased':
      return data.contactId ? [data.userId, data.contactId] : [data.userId];
    case 'PatientErased':
      return [data.patientId];
    case 'EmailForgotten':
      return data.contactId ? [data.contactId] : [];
    default:
      return [];
  }
};
