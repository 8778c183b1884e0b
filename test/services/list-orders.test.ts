import { ALL_ORDERS } from '../../src/domain/order-filter';
import { listOrders, MAX_EXAMINED, type ListOrdersDeps } from '../../src/services/list-orders';
import type { OrderKey } from '../../src/store/order-keys';
import { buildOrder } from '../support/build-order';

const NOW = new Date('2026-11-21T02:00:00Z');

/** A store of pending orders of one customer, a second apart, and how many orders each read took. */
function storeOf(count: number, customerId: string) {
  const all = Array.from({ length: count }, (_, i): OrderKey => {
    return { merchantUid: `o${i}`, at: new Date(+NOW - i * 1_000) };
  });
  const reads: number[] = [];
  const deps: ListOrdersDeps = {
    keys: {
      async between(part, { from, to, limit }) {
        const isThere = 'customerId' in part || ('state' in part && part.state === 'pending');
        return !isThere
          ? []
          : all.filter(({ at }) => (from === null || at >= from) && (to === null || at <= to)).slice(0, limit);
      },
      sameMoment: async () => [],
      withPrefix: async () => [],
    },
    async findOrders(merchantUids) {
      reads.push(merchantUids.length);
      return merchantUids.map((merchantUid) => buildOrder({ merchantUid, customerId }));
    },
    findOrder: async () => null,
    getPayment: async () => null,
    now: () => NOW,
  };
  return { deps, reads };
}

const PAID_BY_LEE = { ...ALL_ORDERS, customerId: 'lee', states: ['paid'] } as const;

test.each([1, 10, 100])('a page of %i that finds nothing examines 1,000 orders in few reads', async (limit) => {
  const { deps, reads } = storeOf(2_000, 'lee');
  const page = await listOrders(deps, PAID_BY_LEE, { limit, after: null });
  expect(page).toMatchObject({ result: 'page', orders: [], next: { merchantUid: `o${MAX_EXAMINED - 1}` } });
  expect(reads.length).toBeLessThanOrEqual(11);
  expect(reads.reduce((sum, read) => sum + read)).toBe(MAX_EXAMINED);
});

test('a page without other filters reads its orders and one more', async () => {
  const { deps, reads } = storeOf(2_000, 'lee');
  const page = await listOrders(deps, ALL_ORDERS, { limit: 1, after: null });
  expect(page).toMatchObject({ orders: [{ merchantUid: 'o0' }], next: { merchantUid: 'o0' } });
  expect(reads).toEqual([2]);
});
