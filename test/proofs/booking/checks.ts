import type { Entry, Operation, Place } from './history.ts';

/** An appointment's hold on a doctor's time, from one event to another. */
type Hold = {
  entry: Entry;
  /** Its place in the log, and that of the event which ended it: beyond the log while it stands. */
  from: number;
  to: number;
  stands: boolean;
  /** When it may have begun at the earliest and ended at the latest, as those who asked saw it. */
  earliest: number;
  latest: number;
};

const begins = new Set(['AppointmentRequested', 'AppointmentMovedIn', 'AppointmentRescheduled']);
const ends = new Set([
  ...['AppointmentCancelled', 'AppointmentRejected', 'AppointmentExpired', 'AppointmentMovedOut'],
  ...['AppointmentMoveUndone', 'AppointmentRescheduled'],
]);

/**
 * What is wrong with a run, judged from the log and from what was answered, by rules written down here once more and not by
 * those of the product: each finding is a sentence.
 */
export const violationsIn = (operations: readonly Operation[], log: readonly Entry[]): string[] => {
  const causes = causesOf(operations);
  const holds = holdsIn(log, causes);
  return [
    ...heldTwice(holds, 'doctorId'),
    ...heldTwice(holds, 'patientId'),
    ...inTwoPlaces(holds),
    ...unkept(operations, log, holds),
    ...unasked(operations, log),
    ...outOfOrder(log, causes),
    ...unjust(operations, holds),
  ];
};

type Window = { invokedAt: number; answeredAt: number };

/** Which operation wrote an event: the one that was told it is done. */
const causesOf = (operations: readonly Operation[]): ((entry: Entry) => Window | undefined) => {
  const done = new Map<string, Window>();
  for (const operation of operations) {
    if (operation.answer.is !== 'done') continue;
    const { invokedAt, answeredAt } = operation;
    const wanted = operation.do === 'cancel' ? '' : placeOf(operation.wanted);
    done.set(`${kindOf[operation.do]} ${operation.answer.appointmentId} ${wanted}`, { invokedAt, answeredAt });
  }
  return (entry) => {
    const { appointmentId } = entry;
    if (entry.type === 'AppointmentCancelled') return done.get(`end ${appointmentId} `);
    const what = entry.type === 'AppointmentRequested' ? 'begin' : 'move';
    return done.get(`${what} ${appointmentId} ${placeOf(entry.to ?? entry)}`);
  };
};

const kindOf = { book: 'begin', cancel: 'end', move: 'move' } as const;
const placeOf = ({ doctorId, startsAt }: Place) => `${doctorId} ${Date.parse(startsAt)}`;

const holdsIn = (log: readonly Entry[], causeOf: (entry: Entry) => Window | undefined): Hold[] => {
  const holds: Hold[] = [];
  const open = new Map<string, Hold>();
  for (const [at, entry] of log.entries()) {
    const key = `${entry.stream} ${entry.appointmentId}`;
    const before = open.get(key);
    const cause = causeOf(entry);
    if (before && ends.has(entry.type)) {
      before.to = at;
      before.stands = false;
      before.latest = cause?.answeredAt ?? Number.POSITIVE_INFINITY;
      open.delete(key);
    }
    if (!begins.has(entry.type)) continue;
    const earliest = cause?.invokedAt ?? Number.NEGATIVE_INFINITY;
    const hold = { entry, from: at, to: log.length, stands: true, earliest, latest: Number.POSITIVE_INFINITY };
    open.set(key, hold);
    holds.push(hold);
  }
  return holds;
};

const overlap = (a: Entry, b: Entry): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);

/** Two appointments that hold the same time of one doctor, or of one patient, at one moment of the log. */
const heldTwice = (holds: readonly Hold[], whose: 'doctorId' | 'patientId'): string[] =>
  [...grouped(holds, ({ entry }) => entry[whose]).values()].flatMap((theirs) =>
    theirs.flatMap((one, i) =>
      theirs.slice(i + 1).flatMap((other) => {
        const both =
          one.entry.appointmentId !== other.entry.appointmentId && one.from < other.to && other.from < one.to;
        return both && overlap(one.entry, other.entry)
          ? [`${whose} ${one.entry[whose]} is held twice at ${other.entry.startsAt}`]
          : [];
      }),
    ),
  );

/** Once all is settled an appointment is in one place. */
const inTwoPlaces = (holds: readonly Hold[]): string[] => {
  const standing = holds.filter(({ stands }) => stands);
  return [...grouped(standing, ({ entry }) => entry.appointmentId)].flatMap(([id, places]) =>
    places.length > 1 ? [`appointment ${id} is in ${places.length} places`] : [],
  );
};

const grouped = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};

/** Somebody was told that it is done, and the log knows nothing of it. */
const unkept = (operations: readonly Operation[], log: readonly Entry[], holds: readonly Hold[]): string[] => {
  const cancelled = new Set(
    log.flatMap(({ type, appointmentId }) => (type === 'AppointmentCancelled' ? [appointmentId] : [])),
  );
  const held = new Set(holds.map(({ entry }) => `${entry.appointmentId} ${entry.patientId} ${placeOf(entry)}`));
  return operations.flatMap((operation) => {
    if (operation.answer.is !== 'done') return [];
    const { appointmentId } = operation.answer;
    const kept =
      operation.do === 'cancel'
        ? cancelled.has(appointmentId)
        : held.has(`${appointmentId} ${operation.patientId} ${placeOf(operation.wanted)}`);
    return kept ? [] : [`${operation.do} of ${appointmentId} was acknowledged and is not in the log`];
  });
};

/** Booked, though nobody was told so: who was refused holds no time; nor is anything booked twice. */
const unasked = (operations: readonly Operation[], log: readonly Entry[]): string[] => {
  const acknowledged = new Set(
    operations.flatMap(({ do: what, answer }) =>
      what === 'book' && answer.is === 'done' ? [answer.appointmentId] : [],
    ),
  );
  const booked = log.filter(({ type }) => type === 'AppointmentRequested').map(({ appointmentId }) => appointmentId);
  const twice = booked.filter((id, i) => booked.indexOf(id) !== i);
  return [
    ...booked.filter((id) => !acknowledged.has(id)).map((id) => `${id} was booked, and nobody was told so`),
    ...twice.map((id) => `${id} was booked twice`),
  ];
};

/** What was answered before something else was asked stands before it in their stream. */
const outOfOrder = (log: readonly Entry[], causeOf: (entry: Entry) => Window | undefined): string[] =>
  [...grouped(log, ({ stream }) => stream).values()].flatMap((entries) => {
    let latestAsked = Number.NEGATIVE_INFINITY;
    return entries.flatMap((entry) => {
      const cause = causeOf(entry);
      if (!cause) return [];
      const late = cause.answeredAt < latestAsked;
      latestAsked = Math.max(latestAsked, cause.invokedAt);
      return late ? [`${entry.type} in ${entry.stream} at ${entry.revision} stands after what was asked later`] : [];
    });
  });

const halfAnHour = 1_800_000;
const ofTime = ['slot-taken', 'gap-too-short', 'no-free-slot'];
/** What may be said of an appointment that somebody cancels or moves at the same time. */
const ofItsState = [
  'not-cancellable',
  'wrong-status',
  'appointment-moved',
  'move-under-way',
  'move-overtaken',
  'already-on-this-day',
];

/** Refused for a reason that did not hold at any moment between the question and the answer. */
const unjust = (operations: readonly Operation[], holds: readonly Hold[]): string[] => {
  const byDoctor = grouped(holds, ({ entry }) => entry.doctorId);
  const byPatient = grouped(operations, ({ patientId }) => patientId);
  const meets = (one: Place, other: Place) =>
    Math.abs(Date.parse(one.startsAt) - Date.parse(other.startsAt)) < halfAnHour;

  const isHeld = (wanted: Place, { invokedAt, answeredAt }: Window) =>
    byDoctor
      .get(wanted.doctorId)
      ?.some(({ entry, earliest, latest }) => meets(entry, wanted) && earliest <= answeredAt && latest >= invokedAt);

  /** A wish of theirs that came to nothing is a reason too, while it was under way. */
  const isAbout = (wish: Operation, wanted: Place, { invokedAt, answeredAt }: Window): boolean => {
    if (wish.do === 'cancel' || !meets(wish.wanted, wanted) || wish.invokedAt > answeredAt) return false;
    if (wish.answeredAt >= invokedAt || wish.answer.is === 'refused') return wish.answeredAt >= invokedAt;
    const { appointmentId } = wish.answer;
    return holds.some(({ entry, latest }) => entry.appointmentId === appointmentId && latest >= invokedAt);
  };

  const isBeingChanged = ({ appointmentId }: { appointmentId: string }, self: Operation) =>
    byPatient
      .get(self.patientId)
      ?.some(
        (other) =>
          other !== self &&
          other.do !== 'book' &&
          other.appointmentId === appointmentId &&
          other.invokedAt <= self.answeredAt,
      );

  return operations.flatMap((operation) => {
    const { answer } = operation;
    if (answer.is === 'done') return [];
    const refused = `${operation.do} was refused with ${answer.code}`;
    if (operation.do !== 'book' && ofItsState.includes(answer.code))
      return isBeingChanged(operation, operation) ? [] : [`${refused}, and nobody had changed it`];
    if (operation.do === 'cancel') return [refused];
    const { wanted } = operation;
    if (ofTime.includes(answer.code))
      return isHeld(wanted, operation) ? [] : [`${refused} at ${wanted.startsAt}, and nobody held it`];
    if (answer.code !== 'patient-is-elsewhere') return [refused];
    const others = byPatient.get(operation.patientId)?.filter((other) => other !== operation) ?? [];
    return others.some((other) => isAbout(other, wanted, operation))
      ? []
      : [`${refused} at ${wanted.startsAt}, and the patient was nowhere else`];
  });
};
