import { readFileSync } from 'node:fs';
import { paymentSchema } from '../sandbox/iamport/payment-schema';

test('docs/iamport-v1.md names every field of the payment object, and no other', () => {
  const text = readFileSync('docs/iamport-v1.md', 'utf8');
  const section = /## §2.3 The payment object\n(.*?)\n## /s.exec(text)?.[1] ?? '';
  const firstCells = section.split('\n').flatMap((line) => /^\| (`.*?) +\|/.exec(line)?.[1] ?? []);
  const fields = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(fields.toSorted()).toEqual(Object.keys(paymentSchema.shape).toSorted());
});
