import { CheckoutError } from '../../src/domain/errors';
import { createRecordOnce } from '../../src/services/record-once';
import type { RecordedJudgement } from '../../src/services/record-report';
import { buildOrder } from '../support/build-order';
import { buildPayment } from '../support/build-payment';

const order = buildOrder();
const reported = buildPayment();
const judgement: RecordedJudgement = {
  verdict: { outcome: 'pending', unknownStatus: false },
  change: null,
  dropped: [],
  order,
};

/** Recordings that end when the test ends them. */
function setUp() {
  const begun: { end: (error?: Error) => void }[] = [];
  const recordOnce = createRecordOnce((_, work) => work());
  const record = () =>
    new Promise<RecordedJudgement>((resolve, reject) => {
      begun.push({ end: (error) => (error === undefined ? resolve(judgement) : reject(error)) });
    });
  return { begun, recordOnce, record };
}

test('callers who share an answer and a revision record once', async () => {
  const { begun, recordOnce, record } = setUp();
  const all = Array.from({ length: 50 }, () => recordOnce(order, reported, record));
  expect(begun).toHaveLength(1);
  begun[0]?.end();
  expect(new Set(await Promise.all(all))).toEqual(new Set([judgement]));
});

test.each([
  ['another answer of i’mport', order, buildPayment()],
  ['an order that has changed meanwhile', { ...order, revision: order.revision + 1 }, reported],
])('%s is recorded separately', (_, other, answer) => {
  const { begun, recordOnce, record } = setUp();
  void recordOnce(order, reported, record);
  void recordOnce(other, answer, record);
  expect(begun).toHaveLength(2);
});

test('a fault is shared, and a later caller records again', async () => {
  const { begun, recordOnce, record } = setUp();
  const both = Promise.allSettled([recordOnce(order, reported, record), recordOnce(order, reported, record)]);
  begun[0]?.end(new CheckoutError('unavailable', 'down'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(begun).toHaveLength(1);
  void recordOnce(order, reported, record);
  expect(begun).toHaveLength(2);
});

test('when the first caller’s deadline is over, the others record once, together', async () => {
  const { begun, recordOnce, record } = setUp();
  const [first, ...others] = Array.from({ length: 5 }, () => recordOnce(order, reported, record));
  begun[0]?.end(new DOMException('over', 'AbortError'));
  await expect(first).rejects.toThrow('over');
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toHaveLength(2);
  begun[1]?.end();
  expect(new Set(await Promise.all(others))).toEqual(new Set([judgement]));
});
