import type { Instant } from '@careconnect/domain/event.ts';
import { formatInstant } from '@careconnect/domain/time/format.ts';
import { useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { Unsent } from '../../parts/unsent.tsx';
import { selectUser } from '../../session/session.ts';
import { useCalendarFeedQuery, useMakeCalendarFeedMutation, useRevokeCalendarFeedMutation } from './api.ts';

/** An address by which a calendar follows the own visits; shown once, when it is made. */
export const CalendarFeed = () => {
  const isDoctor = useSelector(selectUser)?.role === 'DOCTOR';
  const answer = useCalendarFeedQuery(undefined, { refetchOnMountOrArgChange: true });
  return (
    <section aria-labelledby="calendar" className="narrow">
      <h2 id="calendar">Your visits in your calendar</h2>
      <p>
        A calendar app can follow your visits by a secret address. Anybody who has this address can see them without
        signing in: when and where they are, {isDoctor ? 'and of which kind' : 'with which doctor, and of which kind'}.
        No patient is named. So give it to your calendar alone.
      </p>
      <Fetched answer={answer} what="the calendar" lines={1}>
        {({ madeAt }) => <Feed madeAt={madeAt} />}
      </Fetched>
    </section>
  );
};

const here = zoneHere();

const Feed = ({ madeAt }: { madeAt: Instant | null }) => {
  const [make, making] = useMakeCalendarFeedMutation();
  const [revoke, revoking] = useRevokeCalendarFeedMutation();
  const busy = making.isLoading || revoking.isLoading;
  const secret = making.data?.secret;
  const end = () => {
    making.reset();
    void revoke();
  };
  return (
    <>
      <Unsent problem={making.error ?? revoking.error} />
      {secret && <Address address={new URL(`/queries/calendars/${secret}.ics`, location.origin).href} />}
      {madeAt && !secret && (
        <p>
          An address was made on {formatInstant(madeAt, here)}. It is not shown again; a new one takes its place, and
          the old one shows nothing any more.
        </p>
      )}
      <p className="buttons">
        <button type="button" aria-disabled={busy} onClick={() => busy || make()}>
          {making.isLoading ? 'Making it…' : madeAt ? 'Make a new address' : 'Make an address'}
        </button>
        {madeAt && (
          <button type="button" className="button-away" aria-disabled={busy} onClick={() => busy || end()}>
            {revoking.isLoading ? 'Revoking…' : 'Revoke the address'}
          </button>
        )}
      </p>
      <p role="status">
        {revoking.isSuccess && !secret && !madeAt ? 'No calendar can follow your visits any more.' : ''}
      </p>
    </>
  );
};

const Address = ({ address }: { address: string }) => {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  /** Without the clipboard, which not every page may use, it is at least marked. */
  const copy = async () => {
    field.current?.select();
    const copied = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    setSaid(copied ? 'Copied.' : 'It is marked: copy it from here.');
  };
  return (
    <div className="notice">
      <label htmlFor="calendar-address">Your address, which is shown only now</label>
      <input id="calendar-address" ref={field} readOnly value={address} />
      <p className="buttons">
        <button type="button" className="button-main" onClick={copy}>
          Copy the address
        </button>
        <span role="status">{said}</span>
      </p>
      <p>In your calendar app, add it as a calendar by its address (“subscribe”, “from URL”).</p>
    </div>
  );
};
