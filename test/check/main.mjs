// npm run check: what every change must pass. Installs what the lock file names, if it is not there.
import { demandNode, demandPackages } from '../../local/installed.mjs';

demandNode();
demandPackages();
const { register } = await import('tsx/esm/api');
register();
await import('./main.ts');
