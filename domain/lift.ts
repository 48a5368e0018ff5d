import { defaultPolicy, noBuffers } from './doctor/schedule.ts';
import { schemaVersion } from './events.ts';

type AnyEvent = Readonly<{ type: string; data: unknown }>;
type Data = Readonly<Record<string, unknown>>;

/** Events as an older version of this product wrote them, brought to the shapes of today. The one place that knows them. */
export const lift = <E extends AnyEvent>(event: E, writtenBy: number): E => {
  let data = event.data as Data;
  for (let version = writtenBy; version < schemaVersion; version += 1) {
    data = steps[version]?.[event.type]?.(data) ?? data;
  }
  return data === event.data ? event : { ...event, data };
};

type Lifts = Readonly<Record<string, (data: Data) => Data>>;

const asData = (value: unknown): Data => (value ?? {}) as Data;
const claimless = (data: Data): Data => ({ claimId: null, ...data });
const payless = (data: Data): Data => ({ paymentId: null, ...data });
const withPolicy = (data: Data): Data => ({ ...data, policy: { ...defaultPolicy, ...asData(data.policy) } });
const withBuffers = (visitType: unknown): Data => ({ ...noBuffers, ...asData(visitType) });

/** By the version they lift from. */
const steps: Readonly<Record<number, Lifts>> = {
  // There were no buffers, no claims of patients, no deadlines; whatever was booked was accepted and confirmed at once.
  1: {
    BookingPolicySet: withPolicy,
    VisitTypesSet: (data) => ({ ...data, visitTypes: (data.visitTypes as unknown[]).map(withBuffers) }),
    AppointmentRequested: (data) => ({
      overridden: false,
      overrideReason: null,
      expiresAt: null,
      ...claimless(withPolicy(data)),
      visitType: withBuffers(data.visitType),
    }),
    AppointmentAccepted: (data) => ({ expiresAt: null, ...claimless(data) }),
    AppointmentConfirmed: claimless,
    AppointmentCancelled: (data) => ({ refundPercent: 100, ...claimless(data) }),
  },
  // Nothing was paid in advance but by a word of staff.
  2: {
    AppointmentAccepted: (data) => ({ toPay: null, ...data }),
    AppointmentConfirmed: payless,
    AppointmentMovedIn: (data) => ({ payment: null, ...data }),
    AppointmentCancelled: payless,
    PatientDidNotShow: payless,
  },
};
