import { documentConfiguration } from './configuration.ts';

documentConfiguration();
console.log('documented: docs/configuration.md');
