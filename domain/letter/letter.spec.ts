import { letterId, resendId } from '../ids.ts';
import { asAdmin } from '../spec/clinic.ts';
import { specifying } from '../spec/given.ts';
import { letterDecider, type RequestResend } from './decide.ts';
import type { LetterEvent } from './events.ts';

const asked = { letterId: letterId('00000000-0000-4000-8000-000000920001'), by: asAdmin };
const first = resendId('00000000-0000-4000-8000-000000930001');
const at = '2026-11-25T03:00:00.000Z';
const request: RequestResend = { is: 'RequestResend', ...asked, resendId: first, at };
const requested: LetterEvent = {
  type: 'LetterResendRequested',
  data: { ...asked, resendId: first, requestedAt: at },
};

describe('A letter', () => {
  const { given } = specifying(letterDecider);

  it('is sent again when an admin asks for it, once for each time', () => {
    given().when(request).then(requested);
    given(requested).when(request).thenNothing();
    const second = resendId('00000000-0000-4000-8000-000000930002');
    given(requested)
      .when({ ...request, resendId: second })
      .then({ ...requested, data: { ...requested.data, resendId: second } });
  });
});
