import { type PaymentProvider, ProviderAway, UnprovenNotice } from './provider.ts';

/** Where no provider is configured, what has to be paid is paid at the clinic, and staff confirm it. */
export const nobodyTakesPayments: PaymentProvider = {
  open: () => away(),
  close: () => away(),
  refunded: () => away(),
  refund: () => away(),
  notice: () => {
    throw new UnprovenNotice('no provider is configured');
  },
};

const away = async (): Promise<never> => {
  throw new ProviderAway('no provider is configured');
};
