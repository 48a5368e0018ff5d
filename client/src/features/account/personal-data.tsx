import { useState } from 'react';
import { useSelector } from 'react-redux';
import { Download } from '../../personal-data/download.tsx';
import { selectUser } from '../../session/session.ts';
import { ErasureForm } from './erasure-form.tsx';

/** What is kept about somebody: theirs to take along, and to take away. */
export const PersonalData = () => {
  const [erasing, setErasing] = useState(false);
  // Somebody has to be left who can let others in: an admin is erased by another one.
  const mayErase = useSelector(selectUser)?.role !== 'ADMIN';
  return (
    <section aria-labelledby="personal-data" className="narrow">
      <h2 id="personal-data">Your data</h2>
      <p>One file holds everything that is known here about you and the people you look after.</p>
      <Download whose="me" file="careconnect.json">
        Download your data
      </Download>
      {erasing && <ErasureForm onKeep={() => setErasing(false)} />}
      {mayErase && !erasing && (
        <p>
          <button type="button" onClick={() => setErasing(true)}>
            Erase the account…
          </button>
        </p>
      )}
    </section>
  );
};
