import type { Chapter } from '@careconnect/platform/openapi/described.ts';
import { text } from '@careconnect/platform/openapi/shape.ts';

export const liveApi: Chapter = {
  title: 'Live',
  text: 'What changes, as it changes.',
  routes: {
    'GET /queries/live': {
      id: 'watch',
      summary: 'A stream of server-sent events: what changes for whoever asks',
      detail:
        `An event \`changed\` names what is to be asked for anew: \`kind\` (\`appointment\`, \`time\`, \`doctor\`, \`person\`) and its ids, never what it
says. Patients hear of their own, doctors of their days too, admins of all. It may be told twice. Its id is the \`position\` at which
queries show it; sent back as \`Last-Event-ID\`, the stream goes on behind it. An event \`begin\` comes first, and whenever something may
have been missed (\`resumed\` is false): then all that is shown is to be asked for anew. The stream ends when the token runs out,
when the account is closed or the session is over, when its reader is too slow, and when the server stops: come again.`.replaceAll(
          '\n',
          ' ',
        ),
      answers: { 200: { means: 'The stream, without an end.', shape: text(), type: 'text/event-stream' } },
      refuses: ['too-many-watch'],
    },
  },
};
