import { type DoctorId, isUuid } from '@careconnect/domain/ids.ts';
import { useSelector } from 'react-redux';
import { Link, useParams } from 'react-router';
import { Fetched } from '../../parts/fetched.tsx';
import { Page } from '../../parts/page.tsx';
import { Together } from '../../parts/together.tsx';
import { selectUser } from '../../session/session.ts';
import { useScheduleQuery } from './api.ts';
import { BlockedTimes } from './blocked-times.tsx';
import { Holidays } from './holidays.tsx';
import { Policy } from './policy.tsx';
import { VisitTypes } from './visit-types.tsx';
import { WorkingHours } from './working-hours.tsx';
import { ZoneForm } from './zone-form.tsx';

/** When a doctor sees patients, and on what terms: for the doctor and admins. */
export const SchedulePage = () => {
  const { doctorId = '' } = useParams();
  if (!isUuid(doctorId))
    return (
      <Page title="There is no such schedule">
        <Link to="/">Find a doctor</Link>
      </Page>
    );
  return <OwnersSchedule doctorId={doctorId.toLowerCase() as DoctorId} />;
};

const OwnersSchedule = ({ doctorId }: { doctorId: DoctorId }) => {
  const user = useSelector(selectUser);
  const answer = useScheduleQuery(doctorId, { refetchOnMountOrArgChange: true });
  const own = user?.userId === (doctorId as string);
  const title = own || !answer.data ? 'My schedule' : `The schedule of ${answer.data.name}`;
  return (
    <Page title={title} of={doctorId} lead="Whatever changes here, visits that are booked stay as they are.">
      <Fetched answer={answer} what="the schedule" lines={8}>
        {(schedule) => (
          <Together what="the schedule" lines={8}>
            <WorkingHours schedule={schedule} />
            <BlockedTimes schedule={schedule} />
            <Holidays schedule={schedule} />
            <VisitTypes schedule={schedule} />
            <Policy schedule={schedule} />
            <ZoneForm schedule={schedule} />
          </Together>
        )}
      </Fetched>
    </Page>
  );
};
