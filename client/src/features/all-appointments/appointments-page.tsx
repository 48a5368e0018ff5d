import { Link, useSearchParams } from 'react-router';
import type { Appointment } from '../../api/answers.ts';
import { itemsOf } from '../../api/api.ts';
import { patientNameOf } from '../../appointments/wording.ts';
import { LiveState } from '../../live/live-state.tsx';
import { Fetched } from '../../parts/fetched.tsx';
import { todayHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { useAllAppointmentsInfiniteQuery } from './api.ts';
import { AppointmentItem } from './appointment-item.tsx';
import { FilterForm } from './filter-form.tsx';
import { addressOf, type Filters, filtersIn } from './filters.ts';

/** Everybody's appointments, for admins. What is chosen stands in the address. */
export const AllAppointmentsPage = () => {
  const [params] = useSearchParams();
  const filters = filtersIn(params, todayHere());
  const asked = addressOf(filters);
  return (
    <Page title="All appointments" lead={<p>In order of time. Dates are those of each doctor.</p>}>
      <FilterForm key={asked} filters={filters} />
      <LiveState />
      <List key={`list ${asked}`} filters={filters} />
    </Page>
  );
};

const List = ({ filters }: { filters: Filters }) => {
  const answer = useAllAppointmentsInfiniteQuery(filters, { refetchOnMountOrArgChange: true });
  return (
    <>
      <Fetched answer={answer} what="appointments" lines={6}>
        {(data) => (
          <>
            <Whose filters={filters} first={itemsOf(data)[0]} />
            {itemsOf(data).length === 0 ? (
              <div className="empty">
                <p>There is no such appointment.</p>
                <Link to={addressOf({})}>Show all there are</Link>
              </div>
            ) : (
              <ul className="cards">
                {itemsOf(data).map((appointment) => (
                  <AppointmentItem key={appointment.appointmentId} appointment={appointment} filters={filters} />
                ))}
              </ul>
            )}
          </>
        )}
      </Fetched>
      <More list={answer} what="appointments" />
    </>
  );
};

/** Of whom they are, where that was chosen; each has the name, so the first tells it. */
const Whose = ({ filters, first }: { filters: Filters; first: Appointment | undefined }) => {
  const { doctorId, patientId, userId } = filters;
  const chosen = [
    doctorId && { only: `With ${first?.doctorName ?? 'one doctor'}`, without: { doctorId: undefined } },
    patientId && { only: `Of ${first ? patientNameOf(first) : 'one patient'}`, without: { patientId: undefined } },
    userId && { only: 'Of one account', without: { userId: undefined } },
  ].filter((each) => typeof each === 'object');
  return chosen.map(({ only, without }) => (
    <p key={only}>
      {only} only. <Link to={addressOf({ ...filters, ...without })}>Show everybody’s</Link>
    </p>
  ));
};
