import type { EventOf, EventType } from './events.ts';

type PersonalFields = {
  [T in EventType]?: {
    person: keyof EventOf<T>['data'] & string;
    keeper?: keyof EventOf<T>['data'] & string;
    fields: (keyof EventOf<T>['data'] & string)[];
  };
};

/**
 * Which fields are personal, and whose they are: these never lie in clear in an event. `keeper` names the account that a
 * person's key is kept for, and erased with.
 */
export const personalFields = {
  UserRegistered: { person: 'userId', fields: ['email', 'name', 'passwordHash'] },
  UserInvited: { person: 'userId', fields: ['email', 'name'] },
  InvitationAccepted: { person: 'userId', fields: ['passwordHash'] },
  SecondFactorBegun: { person: 'userId', fields: ['secret'] },
  SecondFactorEnabled: { person: 'userId', fields: ['recovery'] },
  PasswordChanged: { person: 'userId', fields: ['passwordHash'] },
  PasswordRehashed: { person: 'userId', fields: ['passwordHash'] },
  LetterPreferencesSet: { person: 'userId', fields: ['phone'] },
  SessionStarted: { person: 'userId', fields: ['device', 'network'] },
  PatientAdded: { person: 'patientId', keeper: 'userId', fields: ['firstName', 'lastName', 'dateOfBirth', 'gender'] },
  PatientDetailsChanged: {
    person: 'patientId',
    keeper: 'userId',
    fields: ['firstName', 'lastName', 'dateOfBirth', 'gender'],
  },
  FeedbackSubmitted: { person: 'contactId', fields: ['comments', 'email', 'name'] },
  VisitRated: { person: 'patientId', fields: ['comments'] },
  AppointmentRequested: { person: 'patientId', fields: ['notes', 'overrideReason'] },
  AppointmentRejected: { person: 'patientId', fields: ['reason'] },
  AppointmentCancelled: { person: 'patientId', fields: ['reason'] },
  AppointmentRescheduled: { person: 'patientId', fields: ['overrideReason'] },
  AppointmentMovedIn: { person: 'patientId', fields: ['overrideReason'] },
  AppointmentCompleted: { person: 'patientId', fields: ['doctorNotes'] },
  TimeBlocked: { person: 'doctorId', fields: ['reason'] },
} as const satisfies PersonalFields;
