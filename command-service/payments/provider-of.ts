import { ConfigError } from '@careconnect/platform/config/config.ts';
import type { Settings } from '../settings.ts';
import { nobodyTakesPayments } from './nobody.ts';
import type { PaymentProvider } from './provider.ts';
import { stripePayments } from './stripe.ts';

/** Whom the settings name. */
export const providerOf = (settings: Settings): PaymentProvider => {
  const {
    STRIPE_SECRET_KEY: key,
    STRIPE_WEBHOOK_SECRET: noticeSecret,
    STRIPE_URL: address,
    PUBLIC_URL: site,
  } = settings;
  if (!key && !noticeSecret) return nobodyTakesPayments;
  if (!key || !noticeSecret) throw new ConfigError(['STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together']);
  return stripePayments({ key, noticeSecret, address, site });
};
