import { createOrderGroups } from '../../src/services/order-groups';
import { buildOrder } from '../support/build-order';

const orders = (count: number) => Array.from({ length: count }, (_, at) => buildOrder({ merchantUid: `ord-${at}` }));

test('halving finds the order whose list is too large by few calls, and clears all others', () => {
  const orderGroups = createOrderGroups(new Map());
  const all = orders(100);
  let calls = 0;
  for (let pass = 0; pass < 20; pass += 1) {
    const { groups, alone } = orderGroups.split(all);
    if (alone.length > 0) {
      expect(alone.map(({ merchantUid }) => merchantUid)).toEqual(['ord-67']);
      expect(groups).toHaveLength(1);
      expect(calls).toBeLessThan(25);
      return;
    }
    // One call of each pass fails: its halves are looked up in the next pass.
    for (const group of groups) {
      calls += 1;
      if (group.some(({ merchantUid }) => merchantUid === 'ord-67')) orderGroups.halve(group);
      else orderGroups.clear(group);
    }
  }
  throw new Error('never found');
});

test('orders that were in no failed answer are looked up first, by one call', () => {
  const orderGroups = createOrderGroups(new Map());
  const all = orders(30);
  orderGroups.halve(all.slice(0, 8));
  const { groups } = orderGroups.split(all);
  expect(groups.map((group) => group.length)).toEqual([22, 4, 4]);
});
