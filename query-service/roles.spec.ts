import { expect } from 'chai';
import { api } from './api.ts';

const everybody = ['PATIENT', 'DOCTOR', 'ADMIN', 'AUDITOR'] as const;
const booking = ['PATIENT', 'ADMIN'] as const;

describe('Who may ask which query', () => {
  it('is written down for every query there is', () => {
    const registered = api.registered.map(({ method, path, roles }) => [`${method} ${path}`, roles]);
    expect(Object.fromEntries(registered)).to.deep.equal({
      'GET /queries/doctors': 'anyone',
      'GET /queries/specializations': 'anyone',
      'GET /queries/languages': 'anyone',
      'GET /queries/doctors/:doctorId': 'anyone',
      'GET /queries/doctors/:doctorId/slots': 'anyone',
      'GET /queries/doctors/:doctorId/days': ['DOCTOR', 'ADMIN'],
      'GET /queries/statistics': ['ADMIN'],
      'GET /queries/system': ['ADMIN'],
      'GET /queries/appointments/:appointmentId/patient-visits': ['DOCTOR', 'ADMIN'],
      'GET /queries/doctors/:doctorId/days/:date': ['DOCTOR', 'ADMIN'],
      'GET /queries/doctors/:doctorId/weeks/:date': ['DOCTOR', 'ADMIN'],
      'GET /queries/doctors/:doctorId/requests': ['DOCTOR', 'ADMIN'],
      'GET /queries/doctors/:doctorId/schedule': ['DOCTOR', 'ADMIN'],
      'GET /queries/doctors/:doctorId/blocked-time': ['DOCTOR', 'ADMIN'],
      'GET /queries/countries': ['DOCTOR', 'ADMIN'],
      'GET /queries/me': everybody,
      'GET /queries/me/letter-preferences': everybody,
      'GET /queries/me/calendar-feed': ['PATIENT', 'DOCTOR', 'ADMIN'],
      'GET /queries/calendars/:secret.ics': 'anyone',
      'GET /queries/live': ['PATIENT', 'DOCTOR', 'ADMIN'],
      'GET /queries/me/letters': everybody,
      'GET /queries/me/patients': booking,
      'GET /queries/me/sessions': everybody,
      'GET /queries/me/appointments': booking,
      'GET /queries/me/personal-data': everybody,
      'GET /queries/users/:userId/personal-data': ['ADMIN'],
      'GET /queries/backups': ['ADMIN', 'AUDITOR'],
      'GET /queries/me/payments': booking,
      'GET /queries/refunds': ['ADMIN'],
      'GET /queries/users': ['ADMIN'],
      'GET /queries/users/:userId': ['ADMIN'],
      'GET /queries/feedback': ['ADMIN'],
      'GET /queries/letters': ['ADMIN'],
      'GET /queries/dead-letters': ['ADMIN'],
      'GET /queries/journal': ['ADMIN', 'AUDITOR'],
      'GET /queries/journal/days/:doctorId/:date': ['ADMIN', 'AUDITOR'],
      'GET /queries/journal/appointments/:appointmentId/evidence': ['ADMIN', 'AUDITOR'],
      'GET /queries/appointments': ['ADMIN'],
      'GET /queries/appointments/:appointmentId': everybody,
      'GET /queries/appointments/:appointmentId/history': everybody,
    });
  });
});
