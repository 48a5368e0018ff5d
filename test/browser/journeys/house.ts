import type { Browser } from 'playwright-core';
import type { Clinic } from '../support/clinic.ts';

/** What every journey goes through; it is there once the journeys begin. */
export type House = () => { browser: Browser; clinic: Clinic };
