import type { DoctorId } from '@careconnect/domain/ids.ts';
import { useEffect, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import { OwnPages } from '../../doctors/own-pages.tsx';
import { Page } from '../../parts/page.tsx';
import { selectUser } from '../../session/session.ts';
import { OnboardingForm } from './onboarding-form.tsx';

type Onboarded = { doctorId: DoctorId; name: string; email: string };

/** Brings a doctor in: for admins. */
export const OnboardingPage = () => {
  const user = useSelector(selectUser);
  const [last, setLast] = useState<Onboarded>();
  if (user?.role !== 'ADMIN')
    return (
      <Page title="Only admins bring doctors in">
        <Link to="/">Find a doctor</Link>
      </Page>
    );
  return (
    <Page title="Bring in a doctor" lead={<p>The doctor gets a letter and chooses a password of their own.</p>}>
      {last ? <Done {...last} onAnother={() => setLast(undefined)} /> : <OnboardingForm onOnboarded={setLast} />}
    </Page>
  );
};

const Done = ({ doctorId, name, email, onAnother }: Onboarded & { onAnother: () => void }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card" aria-labelledby="brought-in">
      <h2 id="brought-in" tabIndex={-1} ref={heading}>
        {name} can be booked
      </h2>
      <p>A letter with an invitation is on its way to {email}.</p>
      <OwnPages doctorId={doctorId} name={name} />
      <p>
        <button type="button" onClick={onAnother}>
          Bring in another doctor
        </button>
      </p>
    </section>
  );
};
