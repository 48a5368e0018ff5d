import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { id } from '@careconnect/platform/openapi/shape.ts';
import { created, done } from '../answers.ts';

export const letterApi: Chapter = {
  title: 'Letters',
  text: 'What people want to be written, when, and in which language.',
  routes: {
    'PUT /commands/me/letter-preferences': {
      id: 'setLetterPreferences',
      summary: 'Say how one wants to be written to',
      detail:
        'All of it at once. Reminders are told in minutes before a visit, of which whole days are days of the calendar. Text messages go to the phone number, if there is one.',
      answers: done('Letters from now on are written like this.'),
      refuses: ['user-not-found'],
    },
    'POST /commands/declined-letters': {
      id: 'declineLetters',
      summary: 'Decline letters of one kind, by a link in one of them',
      detail:
        'The address stands in `List-Unsubscribe` of such letters; mail clients post to it as it is (RFC 8058). Nobody has to be signed in.',
      answers: done('No more letters of this kind are sent to the account.'),
      refuses: ['link-used-up', 'user-not-found'],
    },
    'PUT /commands/letters/:letterId/resends/:resendId': {
      id: 'resendLetter',
      summary: 'Ask for a letter to be sent again',
      detail:
        'It is written anew, of what is true then, and goes to the address that the account has then; `listLetters` shows what came of it. Whatever is not true any more, such as a link that ran out, is not sent.',
      answers: created('The letter is on its way again', { resendId: id }),
      refuses: [],
    },
  },
};
