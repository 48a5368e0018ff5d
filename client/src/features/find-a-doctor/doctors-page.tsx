import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { useDoctorsInfiniteQuery } from './api.ts';
import { DoctorCard } from './doctor-card.tsx';
import { DoctorSearchForm } from './doctor-search.tsx';
import { useDoctorSearch } from './use-doctor-search.ts';

export const DoctorsPage = () => {
  const { search, change, clear } = useDoctorSearch();
  const answer = useDoctorsInfiniteQuery(search);
  const doctors = itemsOf(answer.currentData);
  return (
    <Page title="Find a doctor" lead={<p>Choose a doctor, pick a free time, and your visit is booked at once.</p>}>
      <DoctorSearchForm search={search} change={change} />
      <p role="status" className={doctors.length > 0 ? 'found' : 'only-read'}>
        {answer.currentData && foundText(answer.currentData.pages.at(-1)?.total ?? 0)}
      </p>
      <Fetched answer={answer} what="doctors" lines={6}>
        {() =>
          doctors.length === 0 ? (
            <div className="empty">
              <p>No doctor matches your search.</p>
              <button type="button" onClick={clear}>
                Show all doctors
              </button>
            </div>
          ) : (
            <ul className="cards doctors">
              {doctors.map((doctor) => (
                <DoctorCard key={doctor.doctorId} doctor={doctor} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="doctors" />
    </Page>
  );
};

const foundText = (total: number): string => {
  if (total === 0) return 'No doctor found';
  return total === 1 ? '1 doctor' : `${total} doctors`;
};
