import { createParser, type EventSourceMessage } from 'eventsource-parser';

export type Stream = {
  /** The token to ask with; undefined when there is nobody to watch for. */
  token: () => Promise<string | undefined>;
  onMessage: (message: EventSourceMessage) => void;
  /** This token was not taken. */
  onRefused: (token: string) => Promise<unknown>;
  /** The stream is gone; it is asked for again, unless `signal` says not to. */
  onGone: () => void;
  /** Ends it for good. */
  signal: AbortSignal;
  origin?: string;
  fetch?: typeof fetch;
  /** The server gives a sign of life more often than this. */
  silenceMs?: number;
  /** Between two tries: at first, and at most. */
  againMs?: readonly [number, number];
};

/**
 * Reads the live stream, and finds it again behind what was told last. It is read by fetch and not by EventSource, which could
 * only show the token in an address.
 */
export const follow = async (stream: Stream): Promise<void> => {
  const { onMessage, onRefused, onGone, signal, origin = '', silenceMs = 45_000, againMs = [1_000, 30_000] } = stream;
  const ask = stream.fetch ?? ((...asked) => fetch(...asked));
  let lastEventId = '';

  const readOnce = async (token: string): Promise<boolean> => {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMs);
    let heard = false;
    try {
      const response = await ask(`${origin}/queries/live`, {
        headers: { Authorization: `Bearer ${token}`, ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) },
        signal: AbortSignal.any([signal, silence.signal]),
        cache: 'no-store',
      });
      if (response.status === 401) await onRefused(token);
      if (!response.ok || !response.body) return false;
      const parser = createParser({
        onEvent(message) {
          heard = true;
          lastEventId = message.id ?? lastEventId;
          onMessage(message);
        },
      });
      const reader = response.body.pipeThrough(new TextDecoderStream() as never).getReader();
      for (;;) {
        const { done, value } = await (reader as ReadableStreamDefaultReader<string>).read();
        if (done) return heard;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        parser.feed(value);
      }
    } catch {
      return heard;
    } finally {
      clearTimeout(timer);
    }
  };

  for (let failures = 0; !signal.aborted; failures += 1) {
    const token = await stream.token();
    if (token === undefined) return;
    if (!signal.aborted && (await readOnce(token))) failures = 0;
    if (signal.aborted) return;
    onGone();
    const most = Math.min(againMs[1], againMs[0] * 2 ** failures);
    // A random part of it, so that all pages of a server that restarts do not come at once.
    await pause(most * (0.5 + Math.random() / 2), signal);
  }
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
