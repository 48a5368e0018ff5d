import { type AppointmentId, isUuid } from '@careconnect/domain/ids.ts';
import { useState } from 'react';
import { useSelector } from 'react-redux';
import { Link, useLocation, useParams } from 'react-router';
import { isMissing } from '../../api/problem.ts';
import { Answering } from '../../appointments/answering.tsx';
import { useAppointmentQuery } from '../../appointments/api.ts';
import { Cancelling } from '../../appointments/cancelling.tsx';
import { ChangeTime } from '../../appointments/change-time.tsx';
import { Evidence } from '../../evidence/evidence.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { News } from '../../parts/news.tsx';
import { Page } from '../../parts/page.tsx';
import { selectUser } from '../../session/session.ts';
import { Details } from './details.tsx';
import { PatientVisits } from './patient-visits.tsx';
import { Paying } from './paying.tsx';
import { Rating } from './rating.tsx';
import { Timeline } from './timeline.tsx';

export const AppointmentPage = () => {
  const { appointmentId = '' } = useParams();
  if (!isUuid(appointmentId)) return <NoSuchAppointment />;
  return <KnownAppointment key={appointmentId} appointmentId={appointmentId.toLowerCase() as AppointmentId} />;
};

const KnownAppointment = ({ appointmentId }: { appointmentId: AppointmentId }) => {
  const answer = useAppointmentQuery(appointmentId);
  const role = useSelector(selectUser)?.role;
  const [done, setDone] = useState(newsIn(useLocation().state));
  if (isMissing(answer.error)) return <NoSuchAppointment />;
  return (
    <Page title="Appointment">
      <News text={done} />
      <Fetched answer={answer} what="the appointment" lines={6}>
        {(appointment) => (
          <div className="two-columns">
            <div>
              <Details appointment={appointment} />
              <Paying appointment={appointment} />
              <Rating appointment={appointment} onRated={() => setDone('Thank you for your rating.')} />
              <div className="doings">
                <Answering appointment={appointment} about="this visit" onDone={setDone} />
                <ChangeTime appointment={appointment} about="this visit" />
                <Cancelling
                  appointment={appointment}
                  about="this visit"
                  onCancelled={() => setDone('The visit is cancelled.')}
                />
              </div>
              {(role === 'AUDITOR' || role === 'ADMIN') && <HowItCameToBe appointmentId={appointmentId} />}
              {(role === 'DOCTOR' || role === 'ADMIN') && <PatientVisits appointmentId={appointmentId} />}
            </div>
            <Timeline appointmentId={appointmentId} zone={appointment.zone} />
          </div>
        )}
      </Fetched>
    </Page>
  );
};

/** For those who look into it, and show it to others. */
const HowItCameToBe = ({ appointmentId }: { appointmentId: AppointmentId }) => (
  <>
    <p>
      <Link to={`/audit?subject=${appointmentId}`}>All its events in the journal</Link>
    </p>
    <Evidence appointmentId={appointmentId} />
  </>
);

/** Changing the time leads here and tells of it. */
const newsIn = (state: unknown): string =>
  typeof state === 'object' && state !== null && 'news' in state && typeof state.news === 'string' ? state.news : '';

const NoSuchAppointment = () => (
  <Page title="There is no such appointment">
    <p>
      It does not exist, or it is somebody else's. <Link to="/appointments">My appointments</Link>
    </p>
  </Page>
);
