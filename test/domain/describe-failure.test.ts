import { describeFailure } from '../../src/domain/describe-failure';

test.each([
  ['a fault', new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
  ['what is no error', 'HTTP 500', 'HTTP 500'],
  ['a phone number', new Error('no such number 010-1234-5678!'), 'no such number ***!'],
  ['a foreign number', new Error('to +82 10 1234 5678'), 'to ***'],
  ['a signing secret', new Error('bad key whsec_AAAA+/=='), 'bad key whsec_***'],
  ['credentials in an address', new Error('https://me:pw@shop.example/x'), 'https://***@shop.example/x'],
  ['an e-mail address', new Error('dup key: { email: "a.b+c@mail.example" }'), 'dup key: { email: "***@***" }'],
  ['a query', new Error('GET https://shop.example/x?token=abc failed'), 'GET https://shop.example/x?*** failed'],
  ['several lines', new Error('first\n  second\tthird'), 'first second third'],
  ['short numbers', new Error('no delivery within 10000 ms, HTTP 503'), 'no delivery within 10000 ms, HTTP 503'],
])('%s is described without what must not be kept', (_, error, described) => {
  expect(describeFailure(error)).toBe(described);
});

test('a description is short', () => {
  expect(describeFailure(new Error('x'.repeat(10_000)))).toHaveLength(200);
});
