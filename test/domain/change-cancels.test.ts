import { replaceCancel, type Cancel } from '../../src/domain/cancel/cancel';
import { moveCancel } from '../../src/domain/cancel/move-cancel';
import { changeCancels, closeOrder } from '../../src/domain/change-cancels';
import { noChange } from '../../src/domain/order-change';
import { ORDER_TRANSITIONS, type OrderState } from '../../src/domain/order-state';
import type { PaymentRecord } from '../../src/domain/payment-record';
import { buildCancel, type CancelOverrides } from '../support/build-cancel';
import { buildOrder } from '../support/build-order';
import { buildAccount, buildRecord } from '../support/build-payment';

const FIRST = 'imp_700000000001';
const OTHER = 'imp_700000000002';
const at = new Date('2026-11-22T05:00:02Z');
const paid = { state: 'paid', paidBy: FIRST, payments: [buildRecord()] } as const;

test('noChange leaves everything as it is', () => {
  const order = buildOrder({ ...paid, cancels: [buildCancel()] });
  const { state, paidBy, virtualAccount, payments, unlistedAccounts, cancels } = order;
  const nothing = { history: [], attention: [], messages: [] };
  const kept = { state, paidBy, virtualAccount, payments, unlistedAccounts, cancels };
  expect(noChange(order)).toEqual({ ...kept, ...nothing });
});

describe('a change of one cancel', () => {
  const change = (
    cancel: CancelOverrides,
    end: (cancel: Cancel) => Cancel,
    payments: readonly PaymentRecord[] = paid.payments,
  ) => {
    const sent = buildCancel({ state: 'sent', ...cancel });
    const order = buildOrder({ ...paid, payments, cancels: [buildCancel({ id: 'a', state: 'done' }), sent] });
    const changed = end(sent);
    return changeCancels(order, replaceCancel(order.cancels, changed), changed, at);
  };

  test('that is still under way causes no message, and changes nothing else', () => {
    const made = change({ state: 'accepted' }, (cancel) =>
      moveCancel(cancel, { why: 'notShownYet', tries: 3, dueAt: at }),
    );
    expect(made).toMatchObject({ ...paid, history: [], attention: [], messages: [] });
    expect(made.cancels).toMatchObject([
      { id: 'a', state: 'done' },
      { state: 'accepted', tries: 3 },
    ]);
  });

  test('of the shop that was refused causes an event with its request_id', () => {
    const made = change({}, (cancel) => moveCancel(cancel, { why: 'gatewayRefused', at, gatewayText: 'no' }));
    expect(made.attention).toEqual([]);
    expect(made.messages).toMatchObject([
      { event: 'payment.cancel_refused', data: { imp_uid: FIRST, request_id: 'req-1', status: 'paid' } },
    ]);
  });

  test('of a guard that was refused raises attention, too, with the payment as last reported', () => {
    const made = change({ cause: 'duplicate' }, (cancel) =>
      moveCancel(cancel, { why: 'gatewayRefused', at, gatewayText: 'no' }),
    );
    expect(made.attention).toMatchObject([
      { at, reason: 'cancelRefused', source: 'cancel', impUid: FIRST, reported: { status: 'paid', amount: '64900' } },
    ]);
    expect(made.messages).toMatchObject([{ event: 'payment.attention' }, { event: 'payment.cancel_refused' }]);
    expect(made.messages[1]).not.toHaveProperty('data.request_id');
  });

  test('of a payment that the order does not list raises no attention', () => {
    const made = change(
      { cause: 'duplicate', state: 'requested' },
      (cancel) => moveCancel(cancel, { why: 'noLongerWanted', at }),
      [],
    );
    expect(made).toMatchObject({ attention: [], messages: [] });
  });

  test('that is delayed raises attention', () => {
    const accepted = buildCancel({ state: 'accepted' });
    const order = buildOrder({ ...paid, cancels: [accepted] });
    const delayed = moveCancel(accepted, { why: 'delayed', tries: 9, dueAt: at });
    const made = changeCancels(order, [delayed], delayed, at);
    expect(made.attention).toMatchObject([{ reason: 'cancelDelayed', impUid: FIRST }]);
    expect(made.messages).toMatchObject([{ event: 'payment.attention', data: { reason: 'cancelDelayed' } }]);
  });
});

describe('closing an order', () => {
  const closing = { id: 'req-1', fingerprint: 'digest-1' };
  const account = { status: 'ready', virtualAccount: buildAccount(), outcome: 'vbankIssued' } as const;

  test.each(Object.keys(ORDER_TRANSITIONS) as OrderState[])('may begin in %s', (state) => {
    const isOpen = state === 'pending' || state === 'ready';
    const paidBy = ['paid', 'partially_cancelled', 'cancelled'].includes(state) ? FIRST : null;
    const made = closeOrder(buildOrder({ state, paidBy }), closing, at);
    expect(made === null).toBe(!isOpen);
    if (made !== null)
      expect(made.history).toEqual([{ at, from: state, to: 'closed', source: 'cancel', impUid: null }]);
  });

  test('stores time and request, and causes a shop event', () => {
    const made = closeOrder(buildOrder(), closing, at);
    expect(made).toMatchObject({ state: 'closed', paidBy: null, closedAt: at, closing, attention: [], cancels: [] });
    expect(made?.messages).toMatchObject([
      { event: 'order.closed', data: { status: 'closed', imp_uid: null, cancel_amount: null, at: at.toISOString() } },
    ]);
  });

  test('revokes each open account without a revocation, and offers none any more', () => {
    const payments = [
      buildRecord(account),
      buildRecord({ ...account, impUid: OTHER }),
      buildRecord({ impUid: 'imp_3', status: 'failed', outcome: 'failed' }),
      buildRecord({ impUid: 'imp_4', outcome: 'orderClosed' }),
    ];
    const asked = buildCancel({ kind: 'revoke' });
    const order = buildOrder({ state: 'ready', virtualAccount: buildAccount(), payments, cancels: [asked] });
    const made = closeOrder(order, closing, at);
    expect(made).toMatchObject({
      virtualAccount: null,
      cancels: [asked, { id: `revoke:${OTHER}`, kind: 'revoke', cause: 'closed', state: 'requested', dueAt: at }],
    });
    expect(made?.cancels).toHaveLength(2);
  });
});
