import type { Money } from '@careconnect/domain/event.ts';
import { hundredthsOf } from '@careconnect/domain/money.ts';

/** Currencies that Stripe does not count in hundredths (docs.stripe.com/currencies). */
const whole = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const thousandths = new Set('BHD JOD KWD OMR TND'.split(' '));

/** An amount as Stripe counts it. @throws RangeError for a part that the currency does not have */
export const inSmallestUnit = ({ amount, currency }: Money): number => {
  const hundredths = hundredthsOf(amount);
  if (thousandths.has(currency)) return Number(hundredths * 10n);
  if (!whole.has(currency)) return Number(hundredths);
  if (hundredths % 100n !== 0n) throw new RangeError(`${currency} has no hundredths`);
  return Number(hundredths / 100n);
};
