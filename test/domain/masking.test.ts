import { maskEmail, maskName } from '../../src/domain/masking';

test.each([
  ['한바다', '한*다'],
  ['바다', '바*'],
  ['가', '가*'],
  ['Kim Minji', 'K*******i'],
  ['😀😀😀', '😀*😀'],
  ['', '*'],
])('of the name %s only the first and the last sign stay: %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test.each([
  ['bada@buyer.example', 'b***@buyer.example'],
  ['a@b@buyer.example', 'a***@buyer.example'],
  ['bada', '***'],
  ['@buyer.example', '***'],
  ['', '***'],
])('of the address %s only the first sign and the host stay: %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
