import { readWindow } from '../../src/services/read-window';
import { bindReconcilePayments } from '../../src/composition/bind-look-ups';
import { buildOrder } from '../support/build-order';
import { buildPayment } from '../support/build-payment';

const WINDOW = { from: new Date('2026-11-21T00:00:00Z'), to: new Date('2026-11-21T02:00:00Z') };

test('the orders of a page are read a hundred at a time, and each is judged', async () => {
  const merchantUids = Array.from({ length: 250 }, (_, index) => `ord-${index}`);
  const isOurs = (merchantUid: string) => !merchantUid.endsWith('9');
  const payments = merchantUids.map((merchantUid) => buildPayment({ merchantUid, impUid: `imp_${merchantUid}` }));
  const asked: number[] = [];
  const judged: string[] = [];
  const read = await readWindow(
    {
      listPayments: async () => ({ payments, unreadable: [], total: payments.length, isLast: true }),
      findOrders: async (wanted) => {
        asked.push(wanted.length);
        return wanted.filter(isOurs).map((merchantUid) => buildOrder({ merchantUid }));
      },
      ...bindReconcilePayments({
        judgeReported: (order) => {
          judged.push(order.merchantUid);
          return { verdict: { outcome: 'success', partlyCancelled: false }, change: null, dropped: [] };
        },
        recordReported: () => Promise.reject(new Error('nothing differs')),
        onFinding: () => undefined,
        onOrderFailed: () => undefined,
      }),
      onUnreadable: () => undefined,
      budget: { take: async () => true },
      mayContinue: async () => true,
      awaitBudget: async () => undefined,
      pageSize: 1_000,
      smallestWindowMs: 60_000,
    },
    WINDOW,
  );
  expect(asked).toEqual([100, 100, 50]);
  expect(judged).toEqual(merchantUids.filter(isOurs));
  expect(read).toEqual({ through: WINDOW.to, payments: 250, unknown: 25, skipped: 0 });
});

test('an order that always fails does not stop the window', async () => {
  const failed: string[] = [];
  const judged: string[] = [];
  const payments = ['a', 'poison', 'b'].map((merchantUid) =>
    buildPayment({ merchantUid, impUid: `imp_${merchantUid}` }),
  );
  const read = await readWindow(
    {
      listPayments: async () => ({ payments, unreadable: [], total: 3, isLast: true }),
      findOrders: async (wanted) => wanted.map((merchantUid) => buildOrder({ merchantUid })),
      ...bindReconcilePayments({
        judgeReported: ({ merchantUid }) => {
          if (merchantUid === 'poison') throw new Error('too large');
          judged.push(merchantUid);
          return { verdict: { outcome: 'success', partlyCancelled: false }, change: null, dropped: [] };
        },
        recordReported: () => Promise.reject(new Error('nothing differs')),
        onFinding: () => undefined,
        onOrderFailed: (_, merchantUid) => failed.push(merchantUid),
      }),
      onUnreadable: () => undefined,
      budget: { take: async () => true },
      mayContinue: async () => true,
      awaitBudget: async () => undefined,
      pageSize: 1_000,
      smallestWindowMs: 60_000,
    },
    WINDOW,
  );
  expect({ judged, failed, through: read?.through }).toEqual({
    judged: ['a', 'b'],
    failed: ['poison'],
    through: WINDOW.to,
  });
});
