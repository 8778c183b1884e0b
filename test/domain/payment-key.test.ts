import { isPaymentKey } from '../../src/domain/payment-key';

test.each([
  ['imp_700000000001', true],
  ['imps_700000000001', true],
  ['0b5d3c1e-9f0a-4c55-8a3e-1c9b2f7a6d10', true],
  ['cancel', false],
  ['findAll', false],
  ['PREPARE', false],
  ['cash_receipt', false],
  ['', false],
  ['..', false],
  ['imp_1/balance', false],
  [`imp_${'1'.repeat(61)}`, false],
])('%j is a payment’s key: %s', (text, expected) => {
  expect(isPaymentKey(text)).toBe(expected);
});
