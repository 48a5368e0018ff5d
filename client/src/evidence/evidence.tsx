import { useState } from 'react';
import { News } from '../parts/news.tsx';
import { saveFile } from '../parts/save-file.ts';
import { Unsent } from '../parts/unsent.tsx';
import { useEvidenceMutation } from './api.ts';

/** How an appointment came to be, as a file to be shown and checked elsewhere: for auditors and admins. */
export const Evidence = ({ appointmentId }: { appointmentId: string }) => {
  const [gather, { isLoading, error }] = useEvidenceMutation();
  const [done, setDone] = useState('');
  const save = async () => {
    setDone('');
    const { data } = await gather(appointmentId);
    if (!data) return;
    saveFile(`careconnect-evidence-${appointmentId}.json`, data);
    setDone('The evidence is saved. “npm run verify -- --evidence FILE” compares it with the log.');
  };
  return (
    <>
      <News text={done} />
      <Unsent problem={error} />
      <p>
        <button type="button" aria-disabled={isLoading} onClick={() => isLoading || save()}>
          {isLoading ? 'Gathering…' : 'Evidence of this appointment'}
        </button>
      </p>
    </>
  );
};
