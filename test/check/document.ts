import { documentConfiguration } from './configuration.ts';
import { documentApi } from './openapi.ts';

documentConfiguration();
documentApi();
console.log('documented: docs/configuration.md, schema/openapi/');
