export type FreshDatabase = { url: string; drop(): Promise<void> };
/** A migrated database of its own, on the one cluster of this test run. */
export declare function freshDatabase(): Promise<FreshDatabase>;
