/** A stretch of somebody's time with a doctor. */
export type Place = { doctorId: string; startsAt: string };

type Asked =
  | { do: 'book'; patientId: string; wanted: Place }
  | { do: 'cancel'; appointmentId: string; patientId: string }
  | { do: 'move'; appointmentId: string; patientId: string; wanted: Place };

/** What was asked, of which process, between when and when, and what was answered. Times are of one clock, in milliseconds. */
export type Operation = Asked & {
  process: number;
  invokedAt: number;
  answeredAt: number;
  answer: { is: 'done'; appointmentId: string } | { is: 'refused'; code: string };
};

/** An event as it lies in the log, as far as it matters who is where and when. In the order of the log. */
export type Entry = {
  stream: string;
  revision: number;
  type: string;
  appointmentId: string;
  doctorId: string;
  patientId: string;
  startsAt: string;
  endsAt: string;
  /** Where a move that left this place went. */
  to?: Place;
};
