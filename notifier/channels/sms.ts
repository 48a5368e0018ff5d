import { letterFor } from '../letters/letter-for.ts';
import { MayTryAgain, NotTaken, type SendLetter } from './channel.ts';

export type SmsGateway = Readonly<{ url: string; token: string | undefined }>;

const patienceMs = 10_000;

/** Text messages by an HTTP gateway: POST { id, to, text }; the id is the same however often it is tried. */
export const bySms =
  (gateway: SmsGateway | null): SendLetter =>
  async ({ messageId, to, facts }) => {
    const { phone } = to.preferences;
    if (!gateway) throw new NotTaken('no gateway for text messages');
    if (!phone) throw new NotTaken('the account has no number');
    const body = JSON.stringify({ id: messageId, to: phone, text: textOf(letterFor(facts).subject, facts) });
    const headers = {
      'Content-Type': 'application/json',
      ...(gateway.token ? { Authorization: `Bearer ${gateway.token}` } : {}),
    };
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(gateway.url, { method: 'POST', headers, body, signal }).catch(() => {
      throw new MayTryAgain('the gateway does not answer', true);
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    const reason = `HTTP ${answer.status}`;
    // Wrong credentials are ours to mend; only what is said about the message itself is final.
    if (answer.status === 400 || answer.status === 422) throw new NotTaken(reason);
    throw new MayTryAgain(reason, answer.status >= 500);
  };

/** What a telephone shows: the subject says it all, the place helps. */
const textOf = (subject: string, facts: object): string =>
  'doctor' in facts ? `${subject}. ${(facts as { doctor: { address: string } }).doctor.address}` : subject;
