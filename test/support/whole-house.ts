import { type CommandHouse, openCommandHouse } from './command-house.ts';
import { startScript, startService } from './service-processes.ts';

/** A command house in which what happened is projected, and asked for. */
export type WholeHouse = CommandHouse & { queryUrls: string[] };

const projectors = new URL('projectors-process.ts', import.meta.url);

export const openWholeHouse = async (queryServices: number): Promise<WholeHouse> => {
  const house = await openCommandHouse(1);
  try {
    const { eventStoreUrl, databaseUrl, masterKey, publicKey } = house;
    const keys = { TOKEN_PUBLIC_KEY: JSON.stringify({ keys: [publicKey] }) };
    const environment = { DATABASE_URL: databaseUrl, MASTER_KEY: masterKey, ...keys };
    house.alsoClose(
      (await startScript(projectors, [], { ...environment, EVENTSTORE_URL: eventStoreUrl, PORT: '0' })).stop,
    );
    const queryUrls: string[] = [];
    for (let i = 0; i < queryServices; i += 1) {
      const service = await startService('query-service', environment);
      house.alsoClose(service.stop);
      queryUrls.push(service.url);
    }
    return { ...house, queryUrls };
  } catch (error) {
    await house.close();
    throw error;
  }
};
