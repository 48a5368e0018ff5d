import type { Slot, SlotTime } from '@careconnect/domain/day/slots.ts';
import type { VisitType } from '@careconnect/domain/doctor/events.ts';
import type { CalendarDate } from '@careconnect/domain/event.ts';
import { formatMoment } from '@careconnect/domain/time/format.ts';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Appointment, DoctorDetails } from '../../api/answers.ts';
import { refusedAs } from '../../api/problem.ts';
import { TextArea } from '../../forms/field.tsx';
import { check } from '../../forms/field-errors.ts';
import { Form, SendButton } from '../../forms/form.tsx';
import { renewing, useIntention } from '../../forms/intention.ts';
import { useSending } from '../../forms/use-sending.ts';
import { OtherTimes } from '../../visit-times/other-times.tsx';
import { useChangeTimeMutation, useMoveMutation } from './api.ts';

type ConfirmProps = {
  appointment: Appointment;
  doctor: DoctorDetails;
  visitType: VisitType;
  date: CalendarDate;
  slot: Slot;
  onAgain: () => void;
  onOther: (slot: SlotTime) => void;
};

const labels = { override: 'Reason' } as const;

export const ConfirmForm = ({ appointment, doctor, visitType, date, slot, onAgain, onOther }: ConfirmProps) => {
  const [reason, setReason] = useState('');
  const { busy, attempts, errors, problem, send } = useSending(labels);
  const sendTime = useSendTime();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const againstRules = slot.state !== 'free';
  const moment = formatMoment({ date, time: slot.time, zone: doctor.zone, startsAt: slot.startsAt });
  const submit = () =>
    send(check({ override: againstRules && !reason.trim() && 'Say why the rules are set aside' }), async () => {
      const override = againstRules ? reason.trim() : null;
      const to = { doctorId: doctor.doctorId, date, visitTypeId: visitType.visitTypeId };
      await sendTime({ appointment, to, startsAt: slot.startsAt, override });
      const news = `The visit is now on ${moment}. A letter about it is on its way.`;
      navigate(`/appointments/${appointment.appointmentId}`, { state: { news } });
    });
  const gone = refusedAs(problem, 'slot-taken', 'gap-too-short', 'within-buffer', 'outside-working-hours');
  return (
    <Form
      label="Change the time"
      prefix="change"
      {...{ errors, problem, attempts }}
      onSend={submit}
      help={gone && <OtherTimes nearest={gone.nearest} onOther={onOther} />}
    >
      <h3 tabIndex={-1} ref={heading}>
        {moment}
      </h3>
      <p className="quiet">
        {visitType.minutes} minutes with {doctor.name}, {doctor.address}
      </p>
      {againstRules && (
        <TextArea
          id="change-override"
          label="This time is not free by the doctor's rules. Why is it used?"
          hint="It stays with the visit."
          maxLength={500}
          value={reason}
          error={errors.override}
          onType={setReason}
        />
      )}
      <p className="buttons">
        <SendButton busy={busy} busyText="Changing…">
          Change to this time
        </SendButton>
        <button type="button" onClick={onAgain}>
          Choose another time
        </button>
      </p>
    </Form>
  );
};

type Wish = {
  appointment: Appointment;
  to: Parameters<ReturnType<typeof useMoveMutation>[0]>[0]['to'];
  startsAt: string;
  override: string | null;
};

/** On the same day it is another time; elsewhere it is a move. */
const useSendTime = () => {
  const [changeTime] = useChangeTimeMutation();
  const [move] = useMoveMutation();
  const intention = useIntention();
  return ({ appointment, to, startsAt, override }: Wish) =>
    to.doctorId === appointment.doctorId && to.date === appointment.date
      ? changeTime({ appointment, startsAt, override }).unwrap()
      : move({ appointment, to, startsAt, override, idempotencyKey: intention.id() })
          .unwrap()
          .catch(renewing(intention.renew));
};
