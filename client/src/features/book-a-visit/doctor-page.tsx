import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { useSelector } from 'react-redux';
import { Link, useParams } from 'react-router';
import type { DoctorDetails } from '../../api/answers.ts';
import { isMissing } from '../../api/problem.ts';
import { OwnPages } from '../../doctors/own-pages.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { Page } from '../../parts/page.tsx';
import { selectUser } from '../../session/session.ts';
import { useDoctorQuery } from '../../visit-times/api.ts';
import { Profile } from './profile.tsx';
import { VisitSteps } from './visit-steps.tsx';

export const DoctorPage = () => {
  const { doctorId = '' } = useParams();
  if (!isUuid(doctorId)) return <NoSuchDoctor />;
  return <KnownDoctor key={doctorId} doctorId={doctorId.toLowerCase() as DoctorId} />;
};

const KnownDoctor = ({ doctorId }: { doctorId: DoctorId }) => {
  const answer = useDoctorQuery(doctorId);
  if (isMissing(answer.error)) return <NoSuchDoctor />;
  return (
    <Page title={answer.data?.name ?? 'Book a visit'}>
      <Fetched answer={answer} what="the doctor" lines={6}>
        {(doctor) => (
          <div className="doctor-page">
            <aside>
              <Profile doctor={doctor} />
              <OwnersPages doctor={doctor} />
            </aside>
            <VisitSteps doctor={doctor} />
          </div>
        )}
      </Fetched>
    </Page>
  );
};

const OwnersPages = ({ doctor: { doctorId, name } }: { doctor: DoctorDetails }) => {
  const user = useSelector(selectUser);
  return user?.role === 'ADMIN' ? <OwnPages doctorId={doctorId} name={name} /> : null;
};

const NoSuchDoctor = () => (
  <Page title="There is no such doctor">
    <p>
      <Link to="/">Find a doctor</Link>
    </p>
  </Page>
);
