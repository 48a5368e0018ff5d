import { expect } from 'chai';
import { type AppointmentStatus, statuses } from '../day/events.ts';
import { type Appointment, emptyDay, evolveDay } from '../day/state.ts';
import { contactId, feedbackId } from '../ids.ts';
import * as clinic from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { contactOf, contactOfOne } from './contact.ts';
import { feedbackDecider, type RateVisit, type SubmitFeedback } from './decide.ts';
import type { FeedbackEvent } from './events.ts';

const at = '2026-11-25T12:00:00.000Z';
const later = '2026-11-26T12:00:00.000Z';
const { given } = specifying(feedbackDecider);

describe('A message to the clinic', () => {
  const said = {
    feedbackId: feedbackId('00000000-0000-4000-8000-000000700001'),
    contactId: contactId('00000000-0000-4000-8000-000000800001'),
    comments: 'The door is heavy.',
    email: 'mia@example.com',
    name: null,
    asked: 'what was asked',
  };
  const submit: SubmitFeedback = { is: 'SubmitFeedback', ...said, at };
  const submitted: FeedbackEvent = { type: 'FeedbackSubmitted', data: { ...said, submittedAt: at } };

  it('is taken from anybody, once', () => {
    given().when(submit).then(submitted);
    given(submitted)
      .when({ ...submit, at: later })
      .thenNothing();
  });

  it('is not overwritten by another one', () => {
    given(submitted)
      .when({ ...submit, asked: 'something else' })
      .refuses('asked-differently', {});
  });
});

describe('A rating', () => {
  const [booked] = clinic.booked(1).reduce(evolveDay, emptyDay).appointments.values();
  const stands = (status: AppointmentStatus) => ({ ...booked, status }) as Appointment;
  const about = {
    feedbackId: feedbackId(clinic.appointment(1)),
    rating: 4,
    comments: 'Listens.',
    asked: 'four',
  } as const;
  const rate: RateVisit = { is: 'RateVisit', ...about, appointment: stands('COMPLETED'), by: clinic.user(1), at };
  const rated: FeedbackEvent = {
    type: 'VisitRated',
    data: {
      ...{ ...about, appointmentId: clinic.appointment(1), doctorId: clinic.ana },
      ...{ patientId: clinic.patient(1), userId: clinic.user(1), ratedAt: at },
    },
  };

  it('is given by whoever looks after the patient, once', () => {
    given().when(rate).then(rated);
    given(rated)
      .when({ ...rate, at: later })
      .thenNothing();
    given(rated)
      .when({ ...rate, rating: 1, asked: 'one' })
      .refuses('already-rated', {});
  });

  for (const status of statuses.filter((status) => status !== 'COMPLETED'))
    it(`is not given to a visit that is ${status}`, () => {
      given()
        .when({ ...rate, appointment: stands(status) })
        .refuses('not-completed', { appointmentStatus: status });
    });

  it("of somebody else's visit is refused like one of none", () => {
    for (const appointment of [stands('COMPLETED'), stands('CONFIRMED'), undefined])
      for (const past of [[], [rated]])
        given(...past)
          .when({ ...rate, appointment, by: clinic.user(2) })
          .refuses('appointment-not-found', {});
  });
});

describe('Whoever writes to the clinic', () => {
  const [mia, leo] = ['a'.repeat(64), 'b'.repeat(64)];

  it('is the same under one address, and somebody else after it was forgotten', () => {
    expect(contactOf(mia, 0)).to.equal(contactOf(mia, 0));
    const all = [contactOf(mia, 0), contactOf(mia, 1), contactOf(leo, 0), contactOf(leo, 1)];
    expect(new Set(all).size).to.equal(4);
  });

  it('without an address is somebody else each time', () => {
    const id = feedbackId('00000000-0000-4000-8000-000000700001');
    expect(contactOfOne(id)).to.equal(id);
  });
});
