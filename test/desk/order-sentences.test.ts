import { sentencesOf } from '../../src/desk/order/order-summary';
import type { AttentionReason } from '../../src/domain/order';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildRecord, type PaymentOverrides } from '../support/build-payment';

const IMP = 'imp_700000000001';
const HELD =
  '결제되었지만 주문에 반영하지 않은 결제가 1건 있고, 그 돈은 아직 환불되지 않았습니다. 결제 내역을 확인하세요.';

function textOf(
  order: OrderOverrides,
  payment: PaymentOverrides | null,
  reason: AttentionReason | null = null,
): string {
  const at = new Date('2026-11-21T01:03:00Z');
  const attention = reason === null ? [] : [{ at, reason, source: 'webhook' as const, impUid: IMP, reported: null }];
  const payments = payment === null ? [] : [buildRecord({ impUid: IMP, ...payment })];
  return sentencesOf(buildOrder({ ...order, payments, attention }), 'ko').join(' ');
}

test.each<[string, OrderOverrides, PaymentOverrides | null, AttentionReason | null, string]>([
  ['nothing was tried', { state: 'pending' }, null, null, '아직 결제되지 않았습니다. 받은 돈이 없습니다.'],
  ['an amount is forged', { state: 'pending' }, { amount: 100 }, 'amountDiffers', `아직 결제되지 않았습니다. ${HELD}`],
  [
    'a forged amount was given back',
    { state: 'pending' },
    { amount: 100, cancelAmount: 100 },
    'amountDiffers',
    '아직 결제되지 않았습니다. 남아 있는 돈이 없습니다.',
  ],
  [
    'a test channel was used',
    { state: 'pending' },
    { testChannel: true },
    'testChannel',
    '아직 결제되지 않았습니다. 받은 돈이 없습니다.',
  ],
  ['a status is unknown', { state: 'pending' }, { status: 'unknown' }, 'unknownStatus', '아직 결제되지 않았습니다.'],
  ['a payment cannot be read', { state: 'pending' }, null, 'unreadable', '아직 결제되지 않았습니다.'],
  ['a payment has no room in the list', { state: 'closed' }, null, 'late', '결제 전에 주문을 종료했습니다.'],
  [
    'another order’s payment was posted',
    { state: 'pending' },
    null,
    'replay',
    '아직 결제되지 않았습니다. 받은 돈이 없습니다.',
  ],
  ['a closed order was paid', { state: 'closed' }, {}, 'late', `결제 전에 주문을 종료했습니다. ${HELD}`],
  [
    'a closed order was not paid',
    { state: 'closed' },
    null,
    null,
    '결제 전에 주문을 종료했습니다. 받은 돈이 없습니다.',
  ],
])(
  'the summary never says that no money has arrived while a payment holds some: %s',
  (_, order, payment, reason, text) => {
    expect(textOf({ expiresAt: null, ...order }, payment, reason)).toBe(text);
  },
);
