import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** What Stripe would tell its webhook. */
export type SandboxEvent = Readonly<{
  id: string;
  object: 'event';
  created: number;
  type: string;
  data: { object: object };
}>;

/** What was given back; it may come back. */
export type Refund = Readonly<{
  id: string;
  amount: number;
  metadata: Readonly<Record<string, string>>;
  status: 'succeeded' | 'failed';
}>;

export const isGone = ({ status }: Refund): boolean => status === 'succeeded';

/** As Stripe shows it. */
export const shownRefund = (refund: Refund) => ({
  ...{ ...refund, object: 'refund' },
  ...(refund.status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
});

/** A page to pay on, and what became of it. Amounts are in the currency's smallest unit, as Stripe counts. */
export type Session = Readonly<{
  id: string;
  intent: string;
  amount: number;
  currency: string;
  metadata: Readonly<Record<string, string>>;
  successUrl: string;
  cancelUrl: string;
  status: 'open' | 'complete' | 'expired';
  refunds: readonly Refund[];
  /** Not yet told. */
  untold: readonly SandboxEvent[];
}>;

export type Ledger = {
  find(id: string): Promise<Session | null>;
  /** Changes of one session happen one after another; resolves once the change is on disk. Null when there is none. */
  change(id: string, how: (session: Session) => Session): Promise<Session | null>;
  /** The one that is there already stays as it is. */
  add(session: Session): Promise<Session>;
  ids(): Promise<string[]>;
};

const isId = (id: string): boolean => /^cs_sandbox_[0-9a-f]{32}$/.test(id);

/** One file for each page, so that nothing is held in memory. */
export const openLedger = async (folder: string): Promise<Ledger> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (id: string): string => join(folder, `${id}.json`);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };

  const find = async (id: string): Promise<Session | null> => {
    if (!isId(id)) return null;
    try {
      return JSON.parse(await readFile(fileOf(id), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };

  const keep = async (session: Session): Promise<Session> => {
    const unfinished = `${fileOf(session.id)}.part`;
    const handle = await open(unfinished, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(session));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, fileOf(session.id));
    return session;
  };

  return {
    find,
    change: (id, how) =>
      inTurn(async () => {
        const session = await find(id);
        return session && keep(how(session));
      }),
    add: (session) => inTurn(async () => (await find(session.id)) ?? keep(session)),
    ids: async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)),
  };
};
