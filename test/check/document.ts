import { documentConfiguration } from './configuration.ts';
import { documentApi } from './openapi.ts';
import { drawSchema } from './schema.ts';

documentConfiguration();
documentApi();
await drawSchema();
console.log('documented: docs/configuration.md, schema/openapi/, schema/README.md');
