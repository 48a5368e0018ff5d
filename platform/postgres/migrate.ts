/** Runs the .sql files of a folder in order, each once; safe when several processes start together. */
export declare function migrate(databaseUrl: string, folder: string): Promise<string[]>;
