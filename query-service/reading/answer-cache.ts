import { LRUCache } from 'lru-cache';

/** An answer as it is sent, and until when it is one: milliseconds, exclusive. */
export type Answer = Readonly<{ body: Buffer; etag: string | null; until: number }>;

/**
 * Keeps answers. Under a key there is only ever one content, for the key has in it what the answer was made of; nothing needs
 * to be struck out, and what is missing is made.
 */
export type AnswerCache = {
  /** What is at hand in this process. */
  at(key: string): Answer | undefined;
  /** The same, or what another process has put there for anyone. Never throws, and does not wait long. */
  get(key: string, who: For): Promise<Answer | undefined>;
  put(key: string, answer: Answer, who: For): void;
  close(): Promise<void>;
};

/** Whom an answer is for: what is somebody's does not leave the process. */
export type For = 'anyone' | 'somebody';

/** So many bytes; the least used go first. */
export const inProcess = (mostBytes = 64 * 1024 * 1024): AnswerCache => {
  const kept = new LRUCache<string, Answer>({ maxSize: mostBytes, sizeCalculation: ({ body }) => body.length + 500 });
  return {
    at: (key) => kept.get(key),
    get: async (key) => kept.get(key),
    put: (key, answer) => void kept.set(key, answer),
    close: async () => {},
  };
};
