/** Where the projection `clinic` tells what its transaction changes. Each message is a JSON list of changes. */
export const changesChannel = 'careconnect_changes';

/** What is different now, and whom it concerns: ids alone. `at` is the position of the event, as commands answer it. */
export type Change = Readonly<
  { at: string } & (
    | { kind: 'appointment'; appointmentId: string; userId: string; doctorId: string; date: string }
    | { kind: 'time'; doctorId: string; date: string }
    | { kind: 'doctor'; doctorId: string }
    | { kind: 'person'; userId: string }
  )
>;
