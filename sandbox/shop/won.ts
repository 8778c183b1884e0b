import type { Language } from './language';

/** An amount in won as people read it: `64,900원`, or `₩64,900` in English. */
export function won(amount: number, language: Language): string {
  const digits = amount.toLocaleString('en-US');
  return language === 'ko' ? `${digits}원` : `₩${digits}`;
}
