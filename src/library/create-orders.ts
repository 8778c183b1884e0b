import { CheckoutUsageError } from '../domain/errors';
import { toDecimal } from '../domain/money';
import { cancelReplyCode, closedReplyCode } from '../http/cancel-reply-code';
import { PostCancelBody, toCancelRequest } from '../http/cancel-request';
import { GetOrdersQuery, readOrderList } from '../http/order-list';
import { OrderParams } from '../http/payment-ids';
import { PatchOrderBody } from '../http/routes/patch-order';
import { PostAcceptBody } from '../http/routes/post-accept';
import { PostAcknowledgeBody } from '../http/routes/post-acknowledge';
import { invalidCancel } from '../http/routes/post-cancel';
import { PostOrderBody } from '../http/routes/post-order';
import type { Services } from '../composition/wire-services';
import type { CancelResult } from '../services/cancel-order';
import type { CheckoutOrders } from './checkout';
import type { OrderListFilter } from './checkout-requests';
import type { CancelOutcome } from './checkout-results';
import { actorOf, asUsage, readInput } from './read-input';
import { toCheckoutCancel, toCheckoutOrder } from './to-checkout-order';

type OrderServices = Pick<
  Services,
  | 'registerOrder'
  | 'amendOrder'
  | 'readOrder'
  | 'listOrders'
  | 'cancelOrder'
  | 'acceptPayment'
  | 'acknowledgeOrder'
  | 'recheckOrder'
  | 'resendOrder'
>;

/** Creates the orders of a checkout: each method is the service of a route, with its checks. */
export function createCheckoutOrders(services: OrderServices): CheckoutOrders {
  return {
    ...createTerms(services),
    ...createDecisions(services),
    async get(merchantUid) {
      const order = await services.readOrder(keyOf(merchantUid));
      return order && toCheckoutOrder(order);
    },
    async list(filter = {}) {
      const query = readInput(GetOrdersQuery, queryOf(filter));
      const { orders, next } = await asUsage(() => readOrderList(services.listOrders, query));
      return { orders: orders.map(toCheckoutOrder), next };
    },
    async recheck(merchantUid, by) {
      const found = await services.recheckOrder(keyOf(merchantUid), actorOf(by));
      if (found.result === 'orderNotFound') return { status: 'orderNotFound' };
      return {
        status: 'rechecked',
        order: toCheckoutOrder(found.order),
        payments: found.payments.map(({ impUid, statusText }) => ({ impUid, status: statusText })),
        differences: found.findings.map(({ impUid, outcome, before, after }) => ({ impUid, outcome, before, after })),
        unreadable: found.unreadable.length,
      };
    },
    async resend(merchantUid, { from, to } = {}, by) {
      const period = { from: from ?? null, to: to ?? null };
      const resent = await services.resendOrder(keyOf(merchantUid), period, { actor: actorOf(by) });
      return resent.result === 'orderNotFound'
        ? { status: 'orderNotFound' }
        : { status: resent.result, messages: resent.messages };
    },
  };
}

function createTerms(services: OrderServices): Pick<CheckoutOrders, 'register' | 'amend'> {
  return {
    async register(input, by) {
      const registration = await services.registerOrder(readInput(PostOrderBody, input), actorOf(by));
      switch (registration.result) {
        case 'created':
        case 'unchanged':
          return toCheckoutOrder(registration.order);
        case 'conflict':
          throw new CheckoutUsageError('orderConflict', 'another order has this merchantUid: use a new one');
        case 'expiresInPast':
          throw wrongField('expiresAt', 'must be in the future');
      }
    },
    async amend(merchantUid, input, by) {
      const key = keyOf(merchantUid);
      const terms = readInput(PatchOrderBody, input);
      const amendment = await services.amendOrder({ merchantUid: key, ...terms }, actorOf(by));
      switch (amendment.result) {
        case 'amended':
          return { status: 'amended', order: toCheckoutOrder(amendment.order) };
        case 'orderNotFound':
          return { status: 'orderNotFound' };
        case 'locked':
          return { status: 'orderLocked' };
        case 'amountInvalid':
          throw wrongField('amount', 'is no exact amount of the order’s currency');
        case 'expiresInPast':
          throw wrongField('expiresAt', 'must be in the future');
      }
    },
  };
}

function createDecisions(services: OrderServices): Pick<CheckoutOrders, 'cancel' | 'accept' | 'acknowledge'> {
  return {
    async cancel(merchantUid, { requester, ...input }, by) {
      const body = readInput(PostCancelBody, { ...input, ...(requester !== undefined && { extra: { requester } }) });
      const request = await toCancelRequest(keyOf(merchantUid), body);
      return toCancelOutcome(await services.cancelOrder(request, actorOf(by)));
    },
    async accept(merchantUid, input, by) {
      const { imp_uid: impUid, reason } = readInput(PostAcceptBody, input);
      const accepted = await services.acceptPayment({ merchantUid: keyOf(merchantUid), impUid, reason }, actorOf(by));
      switch (accepted.result) {
        case 'accepted':
          return { status: 'accepted', order: toCheckoutOrder(accepted.order) };
        case 'notAcceptable':
          return { status: 'notAcceptable', outcome: accepted.outcome };
        case 'orderNotFound':
        case 'paymentNotFound':
          return { status: accepted.result };
      }
    },
    async acknowledge(merchantUid, input, by) {
      const { entries, by: person = null } = readInput(PostAcknowledgeBody, input);
      const seen = { merchantUid: keyOf(merchantUid), entries, by: person };
      return { status: (await services.acknowledgeOrder(seen, actorOf(by))) ? 'acknowledged' : 'attentionChanged' };
    },
  };
}

function toCancelOutcome(result: CancelResult): CancelOutcome {
  switch (result.result) {
    case 'recorded': {
      const { cancel, order } = result;
      return { status: cancelReplyCode(cancel), cancel: toCheckoutCancel(cancel), order: toCheckoutOrder(order) };
    }
    case 'closed':
      return { status: closedReplyCode(result.order), order: toCheckoutOrder(result.order) };
    case 'cancellableChanged':
    case 'nothingToCancel':
    case 'aboveBalance':
      return { status: result.result, cancellable: toDecimal(result.left, result.currency) };
    case 'refundAccountMissing':
      return refuse(invalidCancel(result));
    case 'amountInvalid':
    case 'taxAboveAmount':
      return refuse(invalidCancel({ result: result.result }));
    case 'orderNotFound':
    case 'paymentNotFound':
    case 'requestConflict':
    case 'tooManyCancels':
      return { status: result.result };
  }
}

function refuse(error: Error): never {
  return asUsage(() => {
    throw error;
  });
}

const keyOf = (merchantUid: string): string => readInput(OrderParams, { merchantUid }).merchant_uid;

/** The HTTP API has one state, or several, as `status`. */
function queryOf({ statuses, needsAttention, ...filter }: OrderListFilter): object {
  return { ...filter, status: statuses, needsAttention: needsAttention && 'true' };
}

function wrongField(field: string, message: string): CheckoutUsageError {
  return new CheckoutUsageError('invalidInput', `this input is wrong: ${field} ${message}`, [{ field, message }]);
}
