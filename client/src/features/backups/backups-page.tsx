import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useSelector } from 'react-redux';
import { itemsOf } from '../../api/api.ts';
import { useIntention } from '../../forms/intention.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { Unsent } from '../../parts/unsent.tsx';
import { selectUser } from '../../session/session.ts';
import { type Backup, useBackupsInfiniteQuery, useStartBackupMutation } from './api.ts';
import { durationInWords, sizeInWords, statusWords } from './wording.ts';

const lookAgainMs = 2_000;

/** What was backed up, what came of it, and a way to have it done now. */
export const BackupsPage = () => {
  const seen = useBackupsInfiniteQuery(undefined, { refetchOnMountOrArgChange: true });
  const underWay = itemsOf(seen.currentData).some(({ status }) => status === 'PENDING');
  const mayAsk = useSelector(selectUser)?.role === 'ADMIN';
  // Looks again as long as something is to come of one.
  const answer = useBackupsInfiniteQuery(undefined, underWay ? { pollingInterval: lookAgainMs } : {});
  return (
    <Page title="Backups" lead={<p>One is taken every night, and whenever you ask for one. Latest first.</p>}>
      {mayAsk && <StartBackup />}
      <Fetched answer={answer} what="backups" lines={4}>
        {(data) =>
          itemsOf(data).length === 0 ? (
            <p>There is no backup yet.</p>
          ) : (
            <ul className="cards">
              {itemsOf(data).map((backup) => (
                <BackupItem key={backup.backupId} backup={backup} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <More list={answer} what="backups" />
    </Page>
  );
};

const StartBackup = () => {
  const [start, { isLoading, error, isSuccess }] = useStartBackupMutation();
  const { id, renew } = useIntention();
  const ask = () =>
    start(id())
      .unwrap()
      .then(renew, () => {});
  return (
    <>
      <Unsent problem={error} />
      <p role="status">{isSuccess ? 'The backup is asked for. What comes of it shows below.' : ''}</p>
      <p>
        <button type="button" className="button-main" aria-disabled={isLoading} onClick={() => isLoading || ask()}>
          {isLoading ? 'Asking…' : 'Back up now'}
        </button>
      </p>
    </>
  );
};

const zone = zoneHere();

const BackupItem = ({ backup }: { backup: Backup }) => {
  const { status, startedAt, error, events, bytes, seconds, by, drill } = backup;
  return (
    <li className="card">
      <h2>{statusWords[status]}</h2>
      <dl className="facts">
        <dt>Asked for</dt>
        <dd>
          <time dateTime={startedAt}>{formatInstant(startedAt, zone)}</time>
          {by === 'POLICY' ? ', by the clock' : ', by an admin'}
        </dd>
        {error && (
          <>
            <dt>Because</dt>
            <dd>{error}</dd>
          </>
        )}
        {bytes !== null && (
          <>
            <dt>Holds</dt>
            <dd>
              {events} events, {sizeInWords(bytes)}
            </dd>
          </>
        )}
        {seconds !== null && (
          <>
            <dt>Took</dt>
            <dd>{durationInWords(seconds)}</dd>
          </>
        )}
        {drill && (
          <>
            <dt>Restored for trial</dt>
            <dd>
              <time dateTime={drill.drilledAt}>{formatInstant(drill.drilledAt, zone)}</time>
              {drill.differences.length === 0 ? ': everything was the same' : `: ${drill.differences.join('; ')}`}
            </dd>
          </>
        )}
      </dl>
    </li>
  );
};
