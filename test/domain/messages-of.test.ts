import { messagesOf, shopMessages } from '../../src/domain/messages-of';
import type { AttentionEntry, HistoryEntry } from '../../src/domain/order';
import { noChange, type OrderChange } from '../../src/domain/order-change';
import { ORDER_TRANSITIONS, type OrderState } from '../../src/domain/order-state';
import type { Verdict } from '../../src/domain/verdict';
import { buildCancel, type CancelOverrides } from '../support/build-cancel';
import { buildOrder, type OrderOverrides } from '../support/build-order';
import { buildAccount, buildPayment, type PaymentOverrides } from '../support/build-payment';

const at = new Date('2026-11-21T01:03:00Z');
const success: Verdict = { outcome: 'success', partlyCancelled: false };
const issued: Verdict = { outcome: 'vbankIssued', account: buildAccount() };

const moveTo = (to: OrderState): HistoryEntry => ({
  at,
  from: 'pending',
  to,
  source: 'webhook',
  impUid: 'imp_700000000001',
});
const late: AttentionEntry = {
  at,
  reason: 'late',
  source: 'webhook',
  impUid: 'imp_700000000001',
  reported: {
    merchantUid: 'ord-2026-0001',
    status: 'paid',
    amount: '64900',
    currency: 'KRW',
    testChannel: false,
  },
};

function messages(
  change: Partial<Omit<OrderChange, 'messages'>>,
  verdict: Verdict = success,
  { order = {}, payment = {} }: { order?: OrderOverrides; payment?: PaymentOverrides } = {},
) {
  const state = change.history?.[0]?.to ?? 'paid';
  const empty = { payments: [], unlistedAccounts: [], cancels: [], history: [], attention: [] };
  const unchanged = { paidBy: null, virtualAccount: null, ...empty };
  return messagesOf(buildOrder(order), buildPayment(payment), verdict, { ...unchanged, state, ...change });
}

describe('the shop events', () => {
  test('of a transition have order, payment and state, with decimal amounts and ISO time', () => {
    expect(messages({ history: [moveTo('paid')] })).toEqual([
      {
        channel: 'shop',
        event: 'order.paid',
        data: {
          merchant_uid: 'ord-2026-0001',
          imp_uid: 'imp_700000000001',
          status: 'paid',
          amount: 64_900,
          cancel_amount: 0,
          currency: 'KRW',
          at: '2026-11-21T01:03:00.000Z',
        },
      },
    ]);
  });

  test.each([
    ['pending', 'order.virtual_account_revoked'],
    ['ready', 'order.virtual_account_issued'],
    ['paid', 'order.paid'],
    ['partially_cancelled', 'order.partially_cancelled'],
    ['cancelled', 'order.cancelled'],
    ['expired', 'order.expired'],
    ['closed', 'order.closed'],
  ] as const)('of a move to %s is %s', (to, event) => {
    expect(messages({ history: [moveTo(to)] })).toEqual([expect.objectContaining({ event })]);
  });

  test('are different for each state', () => {
    const states = Object.keys(ORDER_TRANSITIONS) as OrderState[];
    const events = states.flatMap((to) => messages({ history: [moveTo(to)] }));
    expect(new Set(events.map((message) => message.channel === 'shop' && message.event)).size).toBe(states.length);
  });

  test('of attention have the reason and the state of the order', () => {
    const [message] = messages({ state: 'expired', attention: [late] });
    expect(message).toMatchObject({ event: 'payment.attention', data: { reason: 'late', status: 'expired' } });
  });

  test('of a transition have no reason', () => {
    const [message] = messages({ history: [moveTo('paid')] });
    expect(message).not.toHaveProperty('data.reason');
  });

  test('are two for a transition with attention', () => {
    const both = messages({ history: [moveTo('expired')], attention: [late] });
    expect(both).toMatchObject([{ event: 'order.expired' }, { event: 'payment.attention' }]);
  });

  test('are none without transition and attention', () => {
    expect(messages({})).toEqual([]);
  });

  test.each([
    { currency: 'USD', amount: 1234, cancelAmount: 230, data: { amount: 12.34, cancel_amount: 2.3 } },
    { currency: 'KWD', amount: 12_345, cancelAmount: 5, data: { amount: 12.345, cancel_amount: 0.005 } },
  ])('are decimals of $currency', ({ currency, amount, cancelAmount, data }) => {
    const of = { order: { currency, amount }, payment: { currency, amount, cancelAmount } };
    expect(messages({ history: [moveTo('partially_cancelled')] }, success, of)).toMatchObject([{ data }]);
  });

  test.each([
    { name: 'is no amount', payment: { cancelAmount: null } },
    { name: 'is in another currency', payment: { currency: 'USD', cancelAmount: 100 } },
  ])('has no cancelled sum where that $name', ({ payment }) => {
    const told = messages({ attention: [late] }, success, { payment });
    expect(told).toMatchObject([{ data: { amount: 64_900, currency: 'KRW', cancel_amount: null } }]);
  });
});

describe('the shop events of a cancel', () => {
  const ended = (
    overrides: CancelOverrides,
    change: Partial<Omit<OrderChange, 'messages'>> = {},
    cancelAmount = 1_000,
  ) => {
    const sent = buildCancel({ ...overrides, state: 'sent' });
    const of = { order: { cancels: [sent] }, payment: { cancelAmount } };
    return messages({ cancels: [buildCancel(overrides)], ...change }, success, of);
  };

  test('name the refunded payment, if it did not settle the order, and the request', () => {
    expect(ended({ state: 'done' })).toMatchObject([
      {
        event: 'payment.cancelled',
        data: { imp_uid: 'imp_700000000001', request_id: 'req-1', status: 'paid', at: '2026-11-22T05:00:02.000Z' },
      },
    ]);
  });

  test('are the transition of the order alone for the payment that settled it', () => {
    const change = { paidBy: 'imp_700000000001', history: [moveTo('partially_cancelled')] };
    expect(ended({ state: 'done' }, change)).toMatchObject([
      { event: 'order.partially_cancelled', data: { request_id: 'req-1' } },
    ]);
  });

  test('have no request_id where the service itself gave the money back, i’mport’s console did, or both', () => {
    const change = { paidBy: 'imp_700000000001', history: [moveTo('cancelled')] };
    const [automatic] = ended({ state: 'done', cause: 'late' }, change);
    const [console] = messages({ history: [moveTo('cancelled')] });
    const [both] = ended({ state: 'done' }, change, 1_200);
    for (const message of [automatic, console, both]) {
      expect(message).toMatchObject({ event: 'order.cancelled' });
      expect(message).not.toHaveProperty('data.request_id');
    }
  });

  test('report a refusal for every payment', () => {
    const refused = [{ event: 'payment.cancel_refused', data: { request_id: 'req-1' } }];
    expect(ended({ state: 'refused' })).toMatchObject(refused);
    expect(ended({ state: 'refused' }, { paidBy: 'imp_700000000001' })).toMatchObject(refused);
  });

  test('have no request_id for an automatic cancel', () => {
    const [message] = ended({ state: 'done', cause: 'duplicate' });
    expect(message).toMatchObject({ event: 'payment.cancelled' });
    expect(message).not.toHaveProperty('data.request_id');
  });

  test('name the payment of the cancel, not the reported one', () => {
    expect(ended({ state: 'done', impUid: 'imp_700000000002' })).toMatchObject([
      { data: { imp_uid: 'imp_700000000002' } },
    ]);
  });

  test.each<{ name: string; cancel: CancelOverrides }>([
    { name: 'under way', cancel: { state: 'accepted' } },
    { name: 'unclear, which is reported as attention', cancel: { state: 'unclear' } },
    { name: 'dropped before it was sent', cancel: { state: 'dropped' } },
    { name: 'an account revoked', cancel: { kind: 'revoke', state: 'done' } },
    { name: 'an account not revoked', cancel: { kind: 'revoke', state: 'refused' } },
  ])('is nothing of one that is $name', ({ cancel }) => {
    expect(ended(cancel)).toEqual([]);
  });

  test('are none for a cancel that had ended before', () => {
    const cancels = [buildCancel({ state: 'done' })];
    expect(messages({ cancels }, success, { order: { cancels } })).toEqual([]);
  });

  test('name no payment for a change without one', () => {
    const order = buildOrder();
    const change = { ...noChange(order), state: 'closed', history: [{ ...moveTo('closed'), impUid: null }] } as const;
    expect(shopMessages(order, null, change)).toMatchObject([
      { event: 'order.closed', data: { imp_uid: null, cancel_amount: null, status: 'closed' } },
    ]);
  });
});

describe('the messages to the buyer', () => {
  const change = { history: [moveTo('ready')] };

  test('of an issued account are a text message and a copy on the customer record', () => {
    const [toShop, toRecord, sms, ...rest] = messages(change, issued);
    expect(toShop).toMatchObject({ event: 'order.virtual_account_issued' });
    expect(toRecord).toEqual({
      channel: 'customerRecord',
      customerId: 'customer-7',
      merchantUid: 'ord-2026-0001',
      account: buildAccount(),
    });
    expect(sms).toMatchObject({ channel: 'sms', to: '010-0000-0000' });
    expect(sms).toHaveProperty('text', expect.stringContaining('90001234567890'));
    expect(rest).toEqual([]);
  });

  test.each([
    {
      name: 'whose number we do not have',
      order: { buyer: { name: 'Han Bada' } },
      channels: ['shop', 'customerRecord'],
    },
    { name: 'we know nothing of', order: { buyer: null }, channels: ['shop', 'customerRecord'] },
    { name: 'who is no customer', order: { customerId: null }, channels: ['shop', 'sms'] },
    { name: 'we know nothing of at all', order: { buyer: null, customerId: null }, channels: ['shop'] },
  ])('is left out for a buyer $name', ({ order, channels }) => {
    expect(messages(change, issued, { order }).map(({ channel }) => channel)).toEqual(channels);
  });

  test('have no text message for an account without a number, but the customer record', () => {
    const unnumbered: Verdict = { outcome: 'vbankIssued', account: buildAccount({ number: null }) };
    const told = messages(change, unnumbered);
    expect(told.map(({ channel }) => channel)).toEqual(['shop', 'customerRecord']);
    expect(told[1]).toMatchObject({ account: { number: null } });
  });

  test('are none for an account that the order already holds', () => {
    expect(messages({}, issued)).toEqual([]);
  });

  const deposit = { payment: { virtualAccount: buildAccount() } };

  test('of a deposit are a text message', () => {
    const [, sms, ...rest] = messages({ history: [moveTo('paid')] }, success, deposit);
    expect(sms).toEqual({
      channel: 'sms',
      to: '010-0000-0000',
      text: '[입금 확인]\nNorway swivel chair\n입금금액: 64,900원\n결제가 완료되었습니다.',
    });
    expect(rest).toEqual([]);
  });

  test.each<{ name: string; state: OrderState; order?: OrderOverrides }>([
    { name: 'whose number we do not have', state: 'paid', order: { buyer: { name: 'Han Bada' } } },
    { name: 'we know nothing of', state: 'paid', order: { buyer: null } },
    { name: 'whose deposit came too late', state: 'expired' },
    { name: 'who has got a part of it back since', state: 'partially_cancelled' },
    { name: 'who has got all of it back', state: 'cancelled' },
  ])('is nothing of a deposit to one $name', ({ state, order = {} }) => {
    const told = messages({ history: [moveTo(state)] }, success, { ...deposit, order });
    expect(told.map(({ channel }) => channel)).toEqual(['shop']);
  });

  test('are none for a deposit that the order already holds', () => {
    expect(messages({ state: 'paid' }, success, deposit)).toEqual([]);
  });

  test('are none for a payment without account', () => {
    expect(messages({ history: [moveTo('paid')] }).map(({ channel }) => channel)).toEqual(['shop']);
  });
});
