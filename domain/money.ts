import type { Money } from './event.ts';

export const isSomething = ({ amount }: Money): boolean => hundredthsOf(amount) > 0n;

/** So many per cent of it, to the nearest hundredth; halves go to whoever is paid back. */
export const shareOf = ({ amount, currency }: Money, percent: number): Money => ({
  amount: amountOf((hundredthsOf(amount) * BigInt(percent) + 50n) / 100n),
  currency,
});

/** An amount with two places as a whole number, exactly. */
export const hundredthsOf = (amount: string): bigint => {
  if (!/^\d+\.\d{2}$/.test(amount)) throw new TypeError('an amount is a decimal with two places');
  return BigInt(amount.replace('.', ''));
};

export const amountOf = (hundredths: bigint): string => {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
