import type { Locale } from './locale';

/** An amount as a buyer reads it: `64,900원`, `₩64,900`, `US$10.50`. Never rounds a fraction of a won away. */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  if (currency === 'KRW' && locale === 'ko') return `${plain(amount)}원`;
  try {
    const digits = currency === 'KRW' ? { minimumFractionDigits: 0, maximumFractionDigits: 4 } : {};
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(amount);
  } catch {
    return `${plain(amount)} ${currency}`; // a page may ask for a currency that is none
  }
}

function plain(amount: number): string {
  return new Intl.NumberFormat('ko', { maximumFractionDigits: 4 }).format(amount);
}
