import { useState } from 'react';
import { useSelector } from 'react-redux';
import { saveFile } from '../../parts/save-file.ts';
import { Unsent } from '../../parts/unsent.tsx';
import { selectUser } from '../../session/session.ts';
import { useExportMutation } from './api.ts';
import { ErasureForm } from './erasure-form.tsx';

/** What is kept about somebody: theirs to take along, and to take away. */
export const PersonalData = () => {
  const [fetchAll, { isLoading, error }] = useExportMutation();
  const [erasing, setErasing] = useState(false);
  // Somebody has to be left who can let others in: an admin is erased by another one.
  const mayErase = useSelector(selectUser)?.role !== 'ADMIN';
  const download = async () => {
    const answer = await fetchAll();
    if (answer.data) saveFile('careconnect.json', answer.data);
  };
  return (
    <section aria-labelledby="personal-data" className="narrow">
      <h2 id="personal-data">Your data</h2>
      <p>One file holds everything that is known here about you and the people you look after.</p>
      <Unsent problem={error} />
      <p>
        <button type="button" aria-disabled={isLoading} onClick={() => isLoading || download()}>
          {isLoading ? 'Gathering…' : 'Download your data'}
        </button>
      </p>
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
