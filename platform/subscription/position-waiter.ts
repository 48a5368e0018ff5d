import type { Position } from '../event-store/event-store.ts';

export type PositionWaiter = {
  /** True once the projection has passed the position; false after the time-out. Never throws. */
  waitFor(projection: string, position: Position, timeoutMs?: number): Promise<boolean>;
  /** What is known without asking anybody. */
  positionOf(projection: string): Position | null;
  /** True while notifications arrive. */
  isConnected(): boolean;
  close(): Promise<void>;
};

export declare function createPositionWaiter(options: { databaseUrl: string; maxWaiters?: number }): PositionWaiter;
