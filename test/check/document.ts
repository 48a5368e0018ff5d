import { documentMessages } from './asyncapi.ts';
import { documentConfiguration } from './configuration.ts';
import { documentApi } from './openapi.ts';
import { drawSchema } from './schema.ts';

documentConfiguration();
documentApi();
documentMessages();
await drawSchema();
console.log('documented: docs/configuration.md, schema/openapi/, schema/asyncapi/, schema/README.md');
