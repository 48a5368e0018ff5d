import { type AppointmentId, type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { formatMoment } from '@careconnect/domain/time/format.ts';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { isMissing } from '../../api/problem.ts';
import { useAppointmentQuery } from '../../appointments/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { Page } from '../../parts/page.tsx';
import { useDoctorQuery } from '../../visit-times/api.ts';
import { DoctorSelect } from './doctor-select.tsx';
import { NewTime } from './new-time.tsx';

export const ChangeTimePage = () => {
  const { appointmentId = '' } = useParams();
  const answer = useAppointmentQuery(appointmentId.toLowerCase() as AppointmentId, { skip: !isUuid(appointmentId) });
  if (!isUuid(appointmentId) || isMissing(answer.error))
    return (
      <Page title="There is no such appointment">
        <Link to="/appointments">My appointments</Link>
      </Page>
    );
  return (
    <Page title="Change the time">
      <Fetched answer={answer} what="the appointment" lines={6}>
        {(appointment) => (
          <>
            <p>
              {formatMoment(appointment)} with {appointment.doctorName}.{' '}
              <Link to={`/appointments/${appointment.appointmentId}`}>Keep it as it is</Link>
            </p>
            {appointment.possible.includes('changeTime') ? (
              <ElseWhen appointment={appointment} />
            ) : (
              <p className="notice">The time of this visit can no longer be changed here. Please call the clinic.</p>
            )}
          </>
        )}
      </Fetched>
    </Page>
  );
};

/** With whom stands in the address, as day and time do. */
const ElseWhen = ({ appointment }: { appointment: Appointment }) => {
  const [params, setParams] = useSearchParams();
  const asked = params.get('doctor') ?? '';
  const doctorId = isUuid(asked) ? (asked.toLowerCase() as DoctorId) : appointment.doctorId;
  const answer = useDoctorQuery(doctorId);
  return (
    <div className="steps">
      <DoctorSelect
        appointment={appointment}
        chosen={doctorId}
        onChoose={(doctor) => setParams(doctor === appointment.doctorId ? {} : { doctor }, { replace: true })}
      />
      <Fetched answer={answer} what="the doctor" lines={4}>
        {(doctor) => <NewTime key={doctor.doctorId} appointment={appointment} doctor={doctor} />}
      </Fetched>
    </div>
  );
};
