import { readRedactArguments } from '../../src/cli/run-redact';

const NOBODY = { merchantUid: null, customerId: null, by: null };

test.each([
  [['--merchant-uid', 'ord-1'], { ...NOBODY, merchantUid: 'ord-1' }],
  [['--customer-id', 'c-1', '--by', 'kim'], { ...NOBODY, customerId: 'c-1', by: 'kim' }],
  [[], null],
  [['--merchant-uid', 'ord-1', '--customer-id', 'c-1'], null],
  [['ord-1'], null],
  [['--all'], null],
])('the arguments %j mean %j', (args, wanted) => {
  expect(readRedactArguments(args)).toEqual(wanted);
});
