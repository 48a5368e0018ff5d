import type { UserId } from '@careconnect/domain/ids.ts';
import { saveFile } from '../parts/save-file.ts';
import { Unsent } from '../parts/unsent.tsx';
import { useExportMutation } from './api.ts';

type DownloadProps = { whose: UserId | 'me'; file: string; children: string };

/** Everything that is known about somebody, as a file to take along. */
export const Download = ({ whose, file, children }: DownloadProps) => {
  const [fetchAll, { isLoading, error }] = useExportMutation();
  const download = async () => {
    const answer = await fetchAll(whose);
    if (answer.data) saveFile(file, answer.data);
  };
  return (
    <>
      <Unsent problem={error} />
      <p>
        <button type="button" aria-disabled={isLoading} onClick={() => isLoading || download()}>
          {isLoading ? 'Gathering…' : children}
        </button>
      </p>
    </>
  );
};
