// A rebuild of the clinic in a process of its own: `rebuild-process.ts STORE_URL DATABASE_URL MASTER_KEY`.
import { personalFields } from '@careconnect/domain/personal.ts';
import { connectEventStore } from '@careconnect/platform/event-store/eventstoredb.ts';
import { createVault, parseMasterKeys } from '@careconnect/platform/personal-data/vault.ts';
import { createPool } from '@careconnect/platform/postgres/postgres.ts';
import type { ReadModel } from '@careconnect/platform/rebuild/read-model.ts';
import { rebuild } from '@careconnect/platform/rebuild/rebuild.ts';
import { readModels } from '@careconnect/projectors/read-models.ts';
import { projections } from '@careconnect/schema/projections.ts';

const [storeUrl = '', databaseUrl = '', masterKey = ''] = process.argv.slice(2);
const pool = createPool({ url: databaseUrl, max: 4 });
const store = connectEventStore({ url: storeUrl });
const vault = createVault({ pool, masterKeys: parseMasterKeys(masterKey), fields: personalFields });
const readModel = readModels(vault.open, () => {}).find((model) => model.name === projections.clinic) as ReadModel;

/** Of the whole process, in MB. It counts from when the first tenth is read: by then every part has its buffers. */
let [warm, most] = [0, 0];
const { events, seconds } = await rebuild({
  ...{ readModel, store, pool, signal: new AbortController().signal },
  onProgress: ({ part }) => {
    const now = process.memoryUsage.rss() / 1_048_576;
    if (part >= 0.1 && warm === 0) warm = now;
    most = Math.max(most, now);
  },
});
process.send?.({ events, seconds, growthMb: most - warm });
process.exit(0);
