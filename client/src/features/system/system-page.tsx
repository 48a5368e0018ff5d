import { formatInstant } from '@careconnect/domain/time/format.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { letterStateWords } from '../../letters/outcome.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { zoneHere } from '../../parts/here.ts';
import { Page } from '../../parts/page.tsx';
import { type Dependencies, type ProjectionTold, type System, useDependenciesQuery, useSystemQuery } from './api.ts';
import { manyOf, type Trouble, troublesIn } from './troubles.ts';

const lookAgain = { pollingInterval: 5_000, refetchOnMountOrArgChange: true };

/** How everything fares that a visit passes through, what is wrong, and what to do about it. */
export const SystemPage = () => {
  const system = useSystemQuery(undefined, lookAgain);
  const outside = useDependenciesQuery(undefined, lookAgain);
  const asked = outside.currentData !== undefined || outside.isError;
  const dependencies = outside.isError ? null : (outside.currentData ?? null);
  return (
    <Page
      title="System"
      lead={
        <p>
          How it fares now; this page looks again every few seconds. <Link to="/system/dead-letters">Dead letters</Link>
        </p>
      }
    >
      <Fetched answer={{ ...system, currentData: asked ? system.currentData : undefined }} what="the system" lines={8}>
        {(told) => (
          <>
            <Troubles troubles={troublesIn(told, dependencies, Date.now())} />
            <ul className="cards">
              <Projections projections={told.projections} />
              {dependencies && <Broker {...dependencies} />}
              <Letters {...told} />
              <Backups {...told.backups} />
            </ul>
          </>
        )}
      </Fetched>
    </Page>
  );
};

const Troubles = ({ troubles }: { troubles: Trouble[] }) => (
  <>
    <p role="status" className={troubles.length === 0 ? 'notice notice-good' : 'strong'}>
      {troubles.length === 0
        ? 'All is well.'
        : `${troubles.length === 1 ? 'One thing needs' : `${troubles.length} things need`} somebody.`}
    </p>
    {troubles.map(({ title, todo, link }) => (
      <section key={title} className="notice notice-wrong" aria-label={title}>
        <h2>{title}</h2>
        <p>{todo}</p>
        {link && <Link to={link.to}>{link.text}</Link>}
      </section>
    ))}
  </>
);

const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <li className="card">
    <h2>{title}</h2>
    <dl className="facts">{children}</dl>
  </li>
);

const stateWords: Record<ProjectionTold['state'], string> = {
  live: 'In step',
  'catching-up': 'Catching up',
  retrying: 'Fails and tries again',
  rebuilding: 'Made anew',
  stopped: 'Stopped',
  unowned: 'Kept by nobody',
  withdrawn: 'Of a log that is gone',
};

const Projections = ({ projections }: { projections: ProjectionTold[] }) => (
  <Card title="What follows the log">
    {projections.map(({ name, state, eventsBehind, secondsBehind, position }) => (
      <Fact key={name} name={name}>
        {stateWords[state]}
        {eventsBehind > 0 && `, ${manyOf(eventsBehind)} events behind`}
        {secondsBehind !== null && secondsBehind >= 1 && `, ${Math.round(secondsBehind)} s behind`}
        <span className="quiet">, at {position ?? 'the beginning'}</span>
      </Fact>
    ))}
  </Card>
);

const Broker = ({ eventStore, queues }: Dependencies) => (
  <Card title="Event store and queues">
    <Fact name="Event store">{eventStore ? 'Answers' : 'Does not answer'}</Fact>
    <Fact name="Broker">{queues ? 'Answers' : 'Does not answer'}</Fact>
    {queues?.map(({ name, messages, retrying, dead, consumers }) => (
      <Fact key={name} name={name}>
        {messages} waiting, {retrying} to be tried again, {dead} given up just now,{' '}
        {consumers === 1 ? 'one consumer' : `${consumers} consumers`}
      </Fact>
    ))}
  </Card>
);

const Letters = ({ letters: { due, late, lastWeek }, doctorsToDerive }: System) => (
  <Card title="Letters and the search">
    <Fact name={letterStateWords.due}>
      {manyOf(due)}
      {late > 0 && `, ${manyOf(late)} of them late`}
    </Fact>
    <Fact name="Of the last week">
      {lastWeek.map(({ state, letters }) => `${manyOf(letters)} ${letterStateWords[state].toLowerCase()}`).join(', ')}
    </Fact>
    <Fact name="Next free starts">{doctorsToDerive === 0 ? 'Up to date' : `${doctorsToDerive} to be looked at`}</Fact>
  </Card>
);

const zone = zoneHere();

const Backups = ({ succeededAt, drilledAt, differences }: System['backups']) => (
  <Card title="Backups">
    <Fact name="Last one">
      <When at={succeededAt} />
    </Fact>
    <Fact name="Restored for trial">
      <When at={drilledAt} />
      {drilledAt && (differences ? `, ${differences} differences` : ', everything was the same')}
    </Fact>
  </Card>
);

const When = ({ at }: { at: string | null }) => (at ? <time dateTime={at}>{formatInstant(at, zone)}</time> : 'Not yet');

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
