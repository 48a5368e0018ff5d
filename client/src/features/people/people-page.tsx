import { useState } from 'react';
import { itemsOf } from '../../api/api.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { Together } from '../../parts/together.tsx';
import { AddPatientForm } from '../../patients/add-patient-form.tsx';
import { useMyPatientsInfiniteQuery } from '../../patients/api.ts';
import { PersonItem } from './person-item.tsx';

/** Whom the account looks after. */
export const PeoplePage = () => {
  const answer = useMyPatientsInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  const [adding, setAdding] = useState(false);
  const [done, setDone] = useState('');
  const people = itemsOf(answer.currentData);
  return (
    <Page title="People I book for" lead={<p>Yourself, your children, your parents: each visit is for one of them.</p>}>
      <p role="status" className={done ? 'notice notice-good' : 'only-read'}>
        {done}
      </p>
      <Together what="the people you book for" lines={4}>
        <Fetched answer={answer} what="the people you book for" lines={4}>
          {() =>
            people.length === 0 ? (
              <div className="empty">
                <p>Nobody is known yet.</p>
              </div>
            ) : (
              <ul className="cards">
                {people.map((person) => (
                  <PersonItem key={person.patientId} person={person} onDone={setDone} />
                ))}
              </ul>
            )
          }
        </Fetched>
        <More list={answer} what="people" />
        {adding ? (
          <section className="card narrow" aria-label="Somebody new">
            <AddPatientForm
              first={false}
              onAdded={() => {
                setAdding(false);
                setDone('The person is added.');
              }}
              onLeave={() => setAdding(false)}
            />
          </section>
        ) : (
          <p>
            <button type="button" className="button-main" onClick={() => setAdding(true)}>
              Add a person
            </button>
          </p>
        )}
      </Together>
    </Page>
  );
};
