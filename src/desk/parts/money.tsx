import type { VNode } from 'preact';
import { decimalsOf, toDecimal, type Amount } from '../../domain/money';
import type { Language } from '../language';

interface MoneyProps {
  /** In the currency's smallest unit; null where the reported number is no exact amount. */
  readonly amount: Amount | null;
  readonly currency: string;
  readonly language: Language;
}

/** An amount: `64,900원` or `₩64,900`, other currencies with their code. */
export function Money(props: MoneyProps): VNode {
  return <span class="money">{moneyText(props)}</span>;
}

/** The same as a text, for a label. */
export function moneyText({ amount, currency, language }: MoneyProps): string {
  if (amount === null) return `? ${currency}`;
  const decimals = decimalsOf(currency) ?? 0;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const number = toDecimal(amount, currency).toLocaleString('en-US', options);
  if (currency !== 'KRW') return `${number} ${currency}`;
  return language === 'ko' ? `${number}원` : `₩${number}`;
}
