import type { Dependencies, ProjectionTold, System } from './api.ts';

const mostCounted = 10_000;

/** The service counts no further than to one more. */
export const manyOf = (counted: number): string => (counted > mostCounted ? 'more than 10,000' : String(counted));

/** Something that is wrong, and what an admin does about it. */
export type Trouble = { title: string; todo: string; link?: { to: string; text: string } };

/** What is wrong; empty when all is well. Without dependencies nobody knows of them, for the projectors do not answer. */
export const troublesIn = (system: System, dependencies: Dependencies | null, now: number): Trouble[] => [
  ...(dependencies ? outside(dependencies) : [projectorsAway]),
  ...system.projections.flatMap(ofProjection),
  ...system.deadLetters.map(({ queue, waiting }) => ({
    title: `${waiting === 1 ? 'A message was' : `${waiting} messages were`} given up by ${queue}`,
    todo: 'Mend the cause, then send them again, or set them aside.',
    link: { to: '/system/dead-letters', text: 'See the dead letters' },
  })),
  ...ofRefunds(system),
  ...ofLetters(system),
  ...ofBackups(system.backups, now),
];

const projectorsAway: Trouble = {
  title: 'The projectors do not answer',
  todo: 'Visits are still booked, but lists stay as they were. See whether the projectors run.',
};

const outside = ({ eventStore, queues }: Dependencies): Trouble[] => [
  ...(eventStore
    ? []
    : [
        {
          title: 'The event store does not answer',
          todo: 'Nothing can be booked until it does; what was booked is safe. See whether it runs and can be reached.',
        },
      ]),
  ...(queues
    ? []
    : [
        {
          title: 'The broker does not answer',
          todo: 'Visits are booked and shown; letters wait until it is back. See whether it runs and can be reached.',
        },
      ]),
  ...(queues ?? [])
    .filter(({ consumers }) => consumers === 0)
    .map(({ name, messages }) => ({
      title: `Nobody takes messages out of ${name}`,
      todo: `${messages === 1 ? 'One waits' : `${messages} wait`}, none is lost. See whether the process runs whose queue this is.`,
    })),
];

const longLagSeconds = 60;

const ofProjection = ({ name, state, problem, secondsBehind }: ProjectionTold): Trouble[] => {
  const because = problem ? `${problem}. ` : '';
  switch (state) {
    case 'stopped':
      return [
        {
          title: `${name} has stopped`,
          todo: `${because}What it writes stays as it was, the others go on. Mend the cause and start the projectors anew.`,
        },
      ];
    case 'retrying':
      return [
        { title: `${name} fails and tries again`, todo: `${because}It goes on by itself once the cause is gone.` },
      ];
    case 'unowned':
      return [
        {
          title: `Nobody keeps ${name} in step`,
          todo: 'See whether the process runs that keeps it: the projectors, or for processes the command-service.',
        },
      ];
    case 'withdrawn':
      return [
        {
          title: `${name} tells of a log that is gone`,
          todo: 'Nobody is shown it until it is made anew. That begins by itself; see whether the projectors run.',
        },
      ];
    default:
      return secondsBehind !== null && secondsBehind > longLagSeconds
        ? [
            {
              title: `${name} is ${Math.round(secondsBehind / 60)} min behind`,
              todo: 'It catches up by itself. If it falls further behind, see how busy the database is.',
            },
          ]
        : [];
  }
};

const ofRefunds = ({ refundsRefused }: System): Trouble[] =>
  refundsRefused === 0
    ? []
    : [
        {
          title: `${refundsRefused === 1 ? 'A refund' : `${manyOf(refundsRefused)} refunds`} could not be made`,
          todo: 'The list says why. What the payment provider cannot give back, give back by hand.',
          link: { to: '/clinic/refunds', text: 'See the refunds' },
        },
      ];

const ofLetters = ({ letters, lettersPutOff }: System): Trouble[] => {
  const { late } = letters;
  return [
    ...(late > 0
      ? [
          {
            title: `${late === 1 ? 'A letter is' : `${manyOf(late)} letters are`} late`,
            todo: 'See whether the notifier runs.',
            link: { to: '/clinic/letters?state=due', text: 'See the letters' },
          },
        ]
      : []),
    ...lettersPutOff.map(({ reason, letters }) => ({
      title: `${letters === 1 ? 'A letter waits' : `${manyOf(letters)} letters wait`}: ${reason}`,
      todo: 'They are tried again for about a day. If it stays, see whether the mail server takes letters.',
      link: { to: '/clinic/letters?state=due', text: 'See the letters' },
    })),
  ];
};

const longestBetweenBackupsMs = 36 * 3_600_000;

const ofBackups = ({ succeededAt, failedAt, differences }: System['backups'], now: number): Trouble[] => {
  const link = { to: '/backups', text: 'See the backups' };
  const troubles: Trouble[] = [];
  if (!succeededAt) troubles.push({ title: 'There is no backup', todo: 'Have one made now.', link });
  else if (now - Date.parse(succeededAt) > longestBetweenBackupsMs)
    troubles.push({
      title: 'The last backup is old',
      todo: 'See whether the archiver runs, and have one made now.',
      link,
    });
  if (failedAt && (!succeededAt || failedAt > succeededAt))
    troubles.push({ title: 'The last backup failed', todo: 'The list says why. Earlier ones are still there.', link });
  if (differences)
    troubles.push({
      title: 'The last restore for trial was not the same as the system',
      todo: 'The list says where.',
      link,
    });
  return troubles;
};
