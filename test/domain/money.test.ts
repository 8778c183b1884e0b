import fc from 'fast-check';
import { decimalsOf, toAmount, toDecimal, type Amount } from '../../src/domain/money';

describe('decimalsOf', () => {
  test.each([
    ['KRW', 0],
    ['JPY', 0],
    ['VND', 0],
    ['USD', 2],
    ['EUR', 2],
    ['KWD', 3],
    ['BHD', 3],
  ])('%s has %i', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });

  test.each(['', 'krw', 'KR', 'ZZZ', 'toString', '원'])('%j is no currency', (currency) => {
    expect(decimalsOf(currency)).toBeUndefined();
  });
});

describe('toAmount', () => {
  test.each([
    [64_900, 'KRW', 64_900],
    [1004.0, 'KRW', 1004],
    [0, 'KRW', 0],
    [-0, 'KRW', 0],
    [12.34, 'USD', 1234],
    [12.3, 'USD', 1230],
    [12, 'USD', 1200],
    [0.01, 'USD', 1],
    [0.07, 'USD', 7],
    [1.15, 'USD', 115],
    [8.2, 'USD', 820],
    [1_234_567.89, 'USD', 123_456_789],
    [12.345, 'KWD', 12_345],
    [0.001, 'KWD', 1],
    [9_007_199_254_740_991, 'KRW', 9_007_199_254_740_991],
  ])('reads %d %s as %i of its smallest unit, with no float error', (value, currency, amount) => {
    expect(toAmount(value, currency)).toBe(amount);
  });

  test.each([
    ['decimals where the currency has none', 10.04, 'KRW'],
    ['half a won', 0.5, 'KRW'],
    ['more decimals than the currency has', 12.345, 'USD'],
    ['more decimals than three', 1.2345, 'KWD'],
    ['the sum of two floats', 0.1 + 0.2, 'USD'],
    ['a negative', -1, 'KRW'],
    ['a negative fraction', -0.01, 'USD'],
    ['more digits than a double holds', 2 ** 53, 'KRW'],
    ['more digits than a double holds, once in cents', 90_071_992_547_410, 'USD'],
    ['a number written with an exponent', 1e21, 'KRW'],
    ['a fraction written with an exponent', 1e-7, 'KWD'],
    ['no number', NaN, 'KRW'],
    ['infinity', Infinity, 'KRW'],
    ['an unknown currency', 100, 'ZZZ'],
    ['a currency in small letters', 100, 'krw'],
  ])('refuses %s', (_what, value, currency) => {
    expect(toAmount(value, currency)).toBeNull();
  });
});

describe('toDecimal', () => {
  test.each([
    [64_900, 'KRW', 64_900],
    [0, 'KRW', 0],
    [1234, 'USD', 12.34],
    [1200, 'USD', 12],
    [7, 'USD', 0.07],
    [0, 'USD', 0],
    [12_345, 'KWD', 12.345],
    [5, 'KWD', 0.005],
    [100, 'ZZZ', 100],
  ])('writes %i of %s as %d', (amount, currency, decimal) => {
    expect(toDecimal(amount as Amount, currency)).toBe(decimal);
  });

  test('is undone by toAmount for every amount below a billion of a currency', () => {
    const amounts = fc.integer({ min: 0, max: 999_999_999_999 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('KRW', 'USD', 'KWD'), (amount, currency) => {
        expect(toAmount(toDecimal(amount as Amount, currency), currency)).toBe(amount);
      }),
    );
  });
});
