import { openAttention } from '../../src/domain/open-attention';
import { isWanted, ALL_ORDERS } from '../../src/domain/order-filter';
import type { AttentionEntry, AttentionReason } from '../../src/domain/order';
import { buildOrder } from '../support/build-order';

const entry = (reason: AttentionReason, minute: number): AttentionEntry => ({
  at: new Date(Date.UTC(2026, 10, 21, 1, minute)),
  reason,
  source: 'webhook',
  impUid: 'imp_1',
  reported: null,
});
const attention = [entry('late', 1), entry('duplicate', 5), entry('replay', 6)];

test('what was acknowledged is no longer open', () => {
  const order = buildOrder({ attention, attentionSince: new Date(Date.UTC(2026, 10, 21, 1, 5)) });
  expect(openAttention(order).map(({ reason }) => reason)).toEqual(['duplicate', 'replay']);
  expect(openAttention(buildOrder({ attention }))).toEqual([]);
});

test('a list of one reason has the orders that have it unacknowledged', () => {
  const order = buildOrder({ attention, attentionSince: new Date(Date.UTC(2026, 10, 21, 1, 5)) });
  const has = (attentionReason: AttentionReason) => isWanted(order, { ...ALL_ORDERS, attentionReason });
  expect([has('duplicate'), has('replay'), has('late')]).toEqual([true, true, false]);
});
