import type { CancelAnswers } from '../../chaos/cancel-answers';
import { cancelDifferences, givenBackTwice, mayStayOpen } from '../../chaos/truth/cancel-differences';
import { createSandbox, type Sandbox } from '../../sandbox/iamport/create-sandbox';
import type { OrderDocument } from '../../src/store/order.model';
import { buildCancel, type CancelOverrides } from '../support/build-cancel';
import { buildOrder } from '../support/build-order';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const REQUEST = 'chaos-1-part';

/** A paid order, of which 900 won were given back by one request, as it must be stored. */
function cancelledOrder({ code = 'cancelDone', times = 1 } = {}) {
  const { merchantUid: _id, ...order } = buildOrder();
  const { imp_uid: impUid } = sandbox.payments.create({ merchant_uid: _id, amount: 64_900, status: 'paid' });
  for (let time = 0; time < times; time += 1) {
    sandbox.payments.consoleCancel(impUid, { amount: 900, reason: REQUEST });
  }
  const payments = sandbox.payments.all();
  const cancellationId = payments[0]!.cancel_history[0]?.cancellation_id ?? null;
  const asked: CancelAnswers = new Map([[REQUEST, { merchantUid: _id, answers: [{ http: 200, code }] }]]);
  const cancel = (overrides: CancelOverrides = {}) =>
    buildCancel({ id: REQUEST, impUid, amount: 900, state: 'done', cancellationId, ...overrides });
  const store = (...cancels: OrderDocument['cancels'][number][]) =>
    ({ ...order, _id, cancels, outbox: [], queues: {} }) as OrderDocument;
  return { payments, asked, cancel, store };
}

test('a cancel that is as it must be is left alone', () => {
  const { payments, asked, cancel, store } = cancelledOrder();
  expect(cancelDifferences([store(cancel())], payments, asked)).toEqual([]);
  expect(givenBackTwice(payments, asked)).toEqual([]);
});

test('money that one request gave back twice is found', () => {
  const { payments, asked } = cancelledOrder({ times: 2 });
  expect(givenBackTwice(payments, asked)).toEqual([expect.stringContaining(`${REQUEST} gave money back 2 times`)]);
});

test('more than was paid is found, whoever gave it back', () => {
  const { payments } = cancelledOrder();
  const [payment] = payments;
  const entry = { ...payment!.cancel_history[0]!, amount: 64_900 };
  const overdrawn = { ...payment!, cancel_history: [...payment!.cancel_history, entry] };
  expect(givenBackTwice([overdrawn], new Map())).toEqual([expect.stringContaining('65800 of 64900')]);
});

test.each<readonly [string, CancelOverrides, RegExp]>([
  ['refused, and given back', { state: 'refused' }, /is refused, and i'mport gave 900 back/],
  ['sent still, and given back', { state: 'sent' }, /is sent, and i'mport gave 900 back/],
  ['done by a cancellation that is not there', { cancellationId: 'c0' }, /is done, and i'mport knows nothing/],
  ['done over another amount', { amount: 1_000 }, /is done, and i'mport knows nothing/],
  ['of no payment', { impUid: 'imp_0' }, /is not there/],
])('a cancel that is %s is found', (_name, overrides, found) => {
  const { payments, asked, cancel, store } = cancelledOrder();
  expect(cancelDifferences([store(cancel(overrides))], payments, asked).join('\n')).toMatch(found);
});

test('an unclear cancel that nobody was told of is found', () => {
  const { payments, cancel, store } = cancelledOrder({ times: 0 });
  const order = store(cancel({ state: 'unclear' }));
  expect(cancelDifferences([order], payments, new Map())).toEqual([expect.stringContaining('nobody was told')]);
});

test('money that went back with nothing recorded, and a promise that was lost, are found', () => {
  const { payments, asked, store } = cancelledOrder();
  const found = cancelDifferences([store()], payments, asked);
  expect(found).toEqual([
    expect.stringContaining('is recorded nowhere'),
    expect.stringContaining('told cancelDone, and is lost'),
  ]);
});

test.each([
  ['cancelRefused', /told cancelRefused, and is done/],
  ['closed', /told closed, and lost/],
])('an answer that did not come true is found: %s', (code, found) => {
  const { payments, asked, cancel, store } = cancelledOrder({ code });
  expect(cancelDifferences([store(cancel())], payments, asked).join('\n')).toMatch(found);
});

test('a cancel may stay open while nothing shows of it, and bars the next; one that shows must end', () => {
  const nothing = cancelledOrder({ times: 0 });
  const [sent, next] = [nothing.cancel({ state: 'sent' }), nothing.cancel({ id: 'next', state: 'requested' })];
  const order = nothing.store(sent, next);
  expect([sent, next].map((each) => mayStayOpen(each, order, nothing.payments))).toEqual([true, true]);
  expect(mayStayOpen(next, nothing.store(next), nothing.payments)).toBe(false);
  sandbox.reset();
  const shown = cancelledOrder();
  const seen = shown.cancel({ state: 'sent' });
  expect(mayStayOpen(seen, shown.store(seen), shown.payments)).toBe(false);
});
