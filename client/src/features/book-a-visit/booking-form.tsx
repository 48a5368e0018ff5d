import { formatMoney } from '@careconnect/domain/time/format.ts';
import { useState } from 'react';
import { itemsOf } from '../../api/api.ts';
import { TextArea } from '../../forms/field.tsx';
import { Form, SendButton } from '../../forms/form.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { AddPatientForm } from '../../patients/add-patient-form.tsx';
import { useMyPatientsInfiniteQuery } from '../../patients/api.ts';
import { OtherTimes } from '../../visit-times/other-times.tsx';
import type { BookingProps } from './steps.ts';
import { useBooking } from './use-booking.ts';
import { WhoPicker } from './who-picker.tsx';

export const BookingForm = (props: BookingProps) => {
  const answer = useMyPatientsInfiniteQuery();
  const patients = itemsOf(answer.currentData);
  const [adding, setAdding] = useState(false);
  const booking = useBooking(props, patients);
  const { fields, change, submit, busy, attempts, errors, problem, nearest } = booking;
  return (
    <Fetched answer={answer} what="the people you book for" lines={2}>
      {() =>
        adding || patients.length === 0 ? (
          <AddPatientForm
            first={patients.length === 0}
            onAdded={(patientId) => {
              change({ patientId });
              setAdding(false);
            }}
            onLeave={() => setAdding(false)}
          />
        ) : (
          <Form
            label="Book the visit"
            prefix="book"
            errors={errors}
            problem={problem}
            attempts={attempts}
            onSend={submit}
            help={<OtherTimes nearest={nearest} problem={problem} onOther={booking.other} />}
          >
            {!problem && nearest && <TimeIsGone {...{ nearest }} onOther={booking.other} />}
            <WhoPicker
              patients={patients}
              chosen={fields.patientId}
              error={errors.patientId}
              onChoose={(patientId) => change({ patientId })}
            />
            <More list={answer} what="people" />
            <p>
              <button type="button" className="button-quiet" onClick={() => setAdding(true)}>
                Add another person
              </button>
            </p>
            <TextArea
              id="book-notes"
              label="Notes for the doctor (optional)"
              hint="What the visit is about. Only the doctor and the clinic read this."
              maxLength={2000}
              value={fields.notes}
              error={errors.notes}
              onType={(notes) => change({ notes })}
            />
            <div className="book">
              <p>
                {props.visitType.name} <span className="strong">{formatMoney(props.visitType.fee)}</span>
              </p>
              <SendButton busy={busy} busyText="Booking…">
                Book this visit
              </SendButton>
            </div>
          </Form>
        )
      }
    </Fetched>
  );
};

/** Noticed before anything was sent: the time was free when it was chosen. */
const TimeIsGone = ({
  nearest,
  onOther,
}: Pick<ReturnType<typeof useBooking>, 'nearest'> & { onOther: BookingProps['onOther'] }) => (
  <div className="notice notice-wrong" role="alert">
    <p className="notice-title">This time is not free any more</p>
    <OtherTimes nearest={nearest} onOther={onOther} />
  </div>
);
