import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const house = fileURLToPath(new URL('../..', import.meta.url));

/** Another whenever answers may be made in another way: of the source that runs, and the libraries it names. */
export const editionOfSource = (): string => {
  const hash = createHash('sha256').update(readFileSync(`${house}/package-lock.json`));
  for (const folder of ['domain', 'platform', 'query-service', 'schema'])
    for (const file of readdirSync(`${house}/${folder}`, { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('node_modules'))
        hash.update(file).update(readFileSync(`${house}/${folder}/${file}`));
  return hash.digest('base64url');
};
