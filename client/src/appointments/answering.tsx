import type { Action } from '@careconnect/domain/day/possible.ts';
import { useState } from 'react';
import type { Appointment } from '../api/answers.ts';
import { useSending } from '../forms/use-sending.ts';
import { Unsent } from '../parts/unsent.tsx';
import { ActForm, type Wording } from './act-form.tsx';
import { type Act, useActOnAppointmentMutation } from './api.ts';

type Answer = Exclude<Action, 'changeTime' | 'cancel'>;
type Offer = { label: string; done: string } & ({ act: Act } | { wording: Wording });

const offers: Record<Answer, Offer> = {
  accept: { act: 'acceptance', label: 'Accept', done: 'Accepted. The patient gets a letter.' },
  reject: {
    label: 'Reject',
    done: 'Rejected. The patient gets a letter.',
    wording: {
      act: 'rejection',
      field: 'reason',
      question: 'Why is the request rejected?',
      hint: 'The patient reads this.',
      maxLength: 500,
      send: 'Reject the request',
      sending: 'Rejecting…',
      leave: 'Decide later',
      takesAway: true,
    },
  },
  confirm: { act: 'confirmation', label: 'Note as paid', done: 'Paid: the visit is confirmed.' },
  checkIn: { act: 'check-in', label: 'Check in', done: 'The patient is here.' },
  complete: {
    label: 'Complete',
    done: 'The visit is completed.',
    wording: {
      act: 'completion',
      field: 'doctorNotes',
      question: 'Notes about the visit (optional)',
      hint: 'They stay with the visit.',
      maxLength: 5_000,
      optional: true,
      send: 'Complete the visit',
      sending: 'Completing…',
      leave: 'Not yet',
    },
  },
  noteNoShow: { act: 'no-show', label: 'Did not come', done: 'Noted that the patient did not come.' },
};

const isAnswer = (action: Action): action is Answer => Object.hasOwn(offers, action);

type AnsweringProps = {
  appointment: Appointment;
  /** "the visit of Ada Moura, ..." */
  about: string;
  onDone: (news: string) => void;
};

/** What staff can do with an appointment now, next to cancelling and moving it. */
export const Answering = ({ appointment, about, onDone }: AnsweringProps) => {
  const [writing, setWriting] = useState<Answer>();
  const { busy, problem, send } = useSending({});
  const [actOn] = useActOnAppointmentMutation();
  const answers = appointment.possible.filter(isAnswer);
  if (answers.length === 0) return null;
  const open = writing && offers[writing];
  if (writing && open && 'wording' in open && answers.includes(writing))
    return (
      <ActForm
        appointment={appointment}
        wording={open.wording}
        onDone={() => onDone(open.done)}
        onLeave={() => setWriting(undefined)}
      />
    );
  const press = (answer: Answer, offer: Offer) => {
    if ('wording' in offer) return setWriting(answer);
    return send({}, async () => {
      await actOn({ appointment, act: offer.act }).unwrap();
      onDone(offer.done);
    });
  };
  return (
    <div>
      <Unsent problem={problem} />
      <p className="buttons">
        {answers.map((answer, place) => (
          <button
            key={answer}
            type="button"
            className={place === 0 ? 'button-main' : undefined}
            aria-label={`${offers[answer].label}: ${about}`}
            aria-disabled={busy}
            onClick={() => busy || press(answer, offers[answer])}
          >
            {offers[answer].label}
          </button>
        ))}
      </p>
    </div>
  );
};
