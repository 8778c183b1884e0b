import type { VirtualAccount } from '../../src/domain/payment';
import { formatKoreanAmount, formatKoreanTime, virtualAccountText } from '../../src/domain/virtual-account-text';
import { buildOrder } from '../support/build-order';
import { buildAccount } from '../support/build-payment';

const numbered = (account: Partial<VirtualAccount> = {}) => ({ ...buildAccount(account), number: '90001234567890' });

describe('formatKoreanTime', () => {
  test.each([
    ['2026-11-24T14:59:59Z', '2026.11.24 23:59'],
    ['2026-11-24T15:00:00Z', '2026.11.25 00:00'],
    ['2026-12-31T15:04:00Z', '2027.01.01 00:04'],
    ['2026-03-01T00:05:00Z', '2026.03.01 09:05'],
    ['2026-11-24T23:59:00-05:00', '2026.11.25 13:59'],
  ])('shows %s as %s, wherever the server stands', (at, text) => {
    expect(formatKoreanTime(new Date(at))).toBe(text);
  });
});

describe('formatKoreanAmount', () => {
  test.each([
    ['KRW', 64_900, '64,900원'],
    ['KRW', 900, '900원'],
    ['KRW', 1_234_567, '1,234,567원'],
    ['USD', 1234, '12.34 USD'],
    ['USD', 1230, '12.30 USD'],
    ['USD', 123_400_000, '1,234,000.00 USD'],
    ['JPY', 5000, '5,000 JPY'],
    ['KWD', 12_345, '12.345 KWD'],
    ['KWD', 12_000, '12.000 KWD'],
  ])('shows %s %i as %s', (currency, amount, text) => {
    expect(formatKoreanAmount(buildOrder({ currency, amount }))).toBe(text);
  });
});

describe('virtualAccountText', () => {
  test('has the amount, the account and the deadline', () => {
    expect(virtualAccountText(buildOrder(), numbered())).toBe(
      [
        '[가상계좌 안내]',
        'Norway swivel chair',
        '은행: KB국민은행',
        '계좌번호: 90001234567890',
        '예금주: 가게',
        '입금금액: 64,900원',
        '입금기한: 2026.11.24 23:59 (한국시간)',
      ].join('\n'),
    );
  });

  test('names the bank by its code if it has no name', () => {
    expect(virtualAccountText(buildOrder(), numbered({ bankName: null })).split('\n')).toContain('은행: 004');
  });

  test('leaves out what the PG does not report', () => {
    const text = virtualAccountText(
      buildOrder(),
      numbered({ bankName: null, bankCode: null, holder: null, dueAt: null }),
    );
    expect(text).not.toMatch(/은행|예금주|입금기한|null/);
  });
});
