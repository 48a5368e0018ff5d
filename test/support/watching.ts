import { createParser, type EventSourceMessage } from 'eventsource-parser';

export type Watching = {
  status: number;
  /** All that was told, in order; the server's signs of life are not among it. */
  told: EventSourceMessage[];
  /** When nothing more comes, and why that is does not matter. */
  ended: Promise<void>;
  close(): void;
};

type Options = { lastEventId?: string; onTold?: (message: EventSourceMessage) => void };

/** Opens a live stream and keeps all it tells. Answers once there are headers. */
export const watch = async (url: string, token: string, { lastEventId, onTold }: Options = {}): Promise<Watching> => {
  const leaving = new AbortController();
  const response = await fetch(new URL('/queries/live', url), {
    headers: { Authorization: `Bearer ${token}`, ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) },
    signal: leaving.signal,
  });
  const told: EventSourceMessage[] = [];
  const parser = createParser({
    onEvent: (message) => {
      told.push(message);
      onTold?.(message);
    },
  });
  const read = async () => {
    const words = new TextDecoder();
    for await (const part of response.body ?? []) parser.feed(words.decode(part as Uint8Array, { stream: true }));
  };
  const ended = read().catch(() => {});
  return { status: response.status, told, ended, close: () => leaving.abort() };
};
