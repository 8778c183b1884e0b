import type { Sandbox } from '../../iamport/create-sandbox';
import { createSend, createSendAtOnce, type SendDeps } from './create-send';
import type { Exchange, ExpectedAnswer } from './exchange';
import { sendExchange } from './send-exchange';
import { actorLine, type Tour } from './tour-step';

/** What a tour needs of the world. */
export interface TourDeps extends SendDeps {
  readonly ordersKey: string;
  /** Makes order keys that nobody can guess, as a shop must. */
  readonly newMerchantUid: () => string;
  readonly sandbox: Sandbox;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const ORDER_FIELDS = {
  merchant_uid: true,
  status: true,
  amount: true,
  paid_by: true,
  attention: ['reason', 'imp_uid', 'source'],
  history: ['from', 'to', 'source'],
} as const;
const CANCEL_FIELDS = { status: true, message: true, cancellable: true } as const;
const COMPLETE = '/payments/complete';

/** Makes the hands of the steps: every request is sent, printed and compared in one place. */
export function createTour(deps: TourDeps): Tour {
  const send = createSend(deps);
  return {
    sandbox: deps.sandbox,
    note: (text) => deps.print(actorLine('', text)),
    check: deps.checks.check,
    send,
    atOnce: createSendAtOnce(deps),
    ...shopHands(send, deps),
    ...buyerHands(send, deps),
    webhooks: createWebhookReport(deps),
  };
}

function shopHands(
  send: Tour['send'],
  { serviceUrl, ordersKey, newMerchantUid }: TourDeps,
): Pick<Tour, 'register' | 'read' | 'cancel' | 'peek' | 'orders'> {
  const orders: string[] = [];
  const authorization = { Authorization: `Bearer ${ordersKey}` };
  const readRequest = (merchantUid: string, fields: ExpectedAnswer['fields'] = {}): Exchange => ({
    actor: 'shop',
    method: 'GET',
    path: `/orders/${merchantUid}`,
    headers: authorization,
    expected: { http: 200, fields },
    shown: ORDER_FIELDS,
  });
  return {
    orders: () => orders,
    read: (merchantUid, fields) => send(readRequest(merchantUid, fields)),
    peek: (merchantUid) => sendExchange(serviceUrl, readRequest(merchantUid)),
    cancel: (merchantUid, request, expected) =>
      send({
        actor: 'shop',
        method: 'POST',
        path: `/orders/${merchantUid}/cancel`,
        headers: { ...JSON_TYPE, ...authorization },
        body: JSON.stringify(request),
        expected,
        shown: CANCEL_FIELDS,
      }),
    async register(order) {
      const merchantUid = newMerchantUid();
      orders.push(merchantUid);
      await send({
        actor: 'shop',
        method: 'POST',
        path: '/orders',
        headers: { ...JSON_TYPE, ...authorization },
        body: JSON.stringify({ merchant_uid: merchantUid, ...order }),
        expected: { http: 201, fields: { status: 'pending' } },
        shown: ORDER_FIELDS,
      });
      return merchantUid;
    },
  };
}

function buyerHands(send: Tour['send'], { sandbox, print }: TourDeps): Pick<Tour, 'pay' | 'callback' | 'redirect'> {
  return {
    pay(fields) {
      const payment = sandbox.payments.create(fields);
      const { imp_uid, merchant_uid, amount, currency, status, pay_method } = payment;
      const channel = payment.sandbox ? ', through a test channel' : '';
      print(
        actorLine(
          'buyer',
          `${amount} ${currency} by ${pay_method} in the payment window: ${imp_uid} is ${status}${channel}`,
        ),
      );
      return { imp_uid, merchant_uid };
    },
    callback(ids, expected) {
      const body = JSON.stringify(ids);
      return send({ actor: 'browser', method: 'POST', path: COMPLETE, headers: JSON_TYPE, body, expected });
    },
    redirect(query, expected, headers = {}) {
      const path = `${COMPLETE}?${new URLSearchParams(query).toString()}`;
      return send({ actor: 'phone', method: 'GET', path, headers, expected });
    },
  };
}

function createWebhookReport({ sandbox, checks, print }: TourDeps): Tour['webhooks'] {
  let seen = 0;
  return async (count = 1) => {
    await sandbox.webhooks.settled();
    const fresh = sandbox.webhooks.log().slice(seen);
    seen += fresh.length;
    for (const { body, status } of fresh) {
      print(actorLine("i'mport", `POST /payments/webhook ${JSON.stringify(body)}`));
      checks.check(status === 200, `→ ${status}`);
    }
    if (fresh.length !== count) checks.check(false, `${fresh.length} webhooks were sent, not ${count}`);
  };
}
