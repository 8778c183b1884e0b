import type { OrdersClient } from './checkout-client';
import { newRequestId } from './new-request-id';
import { refusal, type Line } from './open-line';
import type { CallOptions } from './send-call';

/** Makes the options of a call about one order, which is safe to repeat. */
const createAbout = (via: Line['via']) => (merchantUid: string, options: CallOptions | undefined) => ({
  params: { path: { merchant_uid: merchantUid } },
  ...via({ isIdempotent: true, merchantUid }, options),
});

/** The operations that read orders. */
export function orderReads({ http, via }: Line): Pick<OrdersClient, 'get' | 'list' | 'timeline'> {
  const about = createAbout(via);
  return {
    async get(merchantUid, options) {
      const { data, error } = await http.GET('/orders/{merchant_uid}', about(merchantUid, options));
      return data ? { status: 'ok', order: data } : refusal(error);
    },
    async list(query = {}, options) {
      const { data, error } = await http.GET('/orders', { params: { query }, ...via({ isIdempotent: true }, options) });
      return data ? { status: 'ok', ...data } : refusal(error);
    },
    async timeline(merchantUid, options) {
      const { data, error } = await http.GET('/orders/{merchant_uid}/timeline', about(merchantUid, options));
      return data ? { status: 'ok', timeline: data } : refusal(error);
    },
  };
}

/** The operations that change orders, or ask i'mport about them. */
export function orderChanges({ http, via }: Line): Omit<OrdersClient, 'get' | 'list' | 'timeline'> {
  const about = createAbout(via);
  return {
    async register(order, options) {
      const body = { ...order, merchant_uid: order.merchant_uid ?? newRequestId() };
      const traits = { isIdempotent: true, merchantUid: body.merchant_uid };
      const { data, error, response } = await http.POST('/orders', { body, ...via(traits, options) });
      return data ? { status: 'ok', created: response.status === 201, order: data } : refusal(error);
    },
    async amend(merchantUid, body, options) {
      const { data, error } = await http.PATCH('/orders/{merchant_uid}', { body, ...about(merchantUid, options) });
      return data ? { status: 'ok', order: data } : refusal(error);
    },
    async cancel(merchantUid, cancel, options) {
      const body = { ...cancel, request_id: cancel.request_id ?? newRequestId() };
      const { data, error } = await http.POST('/orders/{merchant_uid}/cancel', {
        body,
        ...about(merchantUid, options),
        ...via({ isIdempotent: true, merchantUid, requestId: body.request_id }, options),
      });
      return data ?? refusal(error);
    },
    async accept(merchantUid, body, options) {
      const { data, error } = await http.POST('/orders/{merchant_uid}/accept', {
        body,
        ...about(merchantUid, options),
      });
      return data ?? refusal(error);
    },
    async acknowledge(merchantUid, body, options) {
      const { error } = await http.POST('/orders/{merchant_uid}/attention/acknowledge', {
        body,
        ...about(merchantUid, options),
      });
      return error ? refusal(error) : { status: 'ok' };
    },
    async recheck(merchantUid, options) {
      const { data, error } = await http.POST('/orders/{merchant_uid}/recheck', about(merchantUid, options));
      return data ?? refusal(error);
    },
    async resend(merchantUid, body, options) {
      const { data, error } = await http.POST('/orders/{merchant_uid}/resend', {
        body,
        ...about(merchantUid, options),
        ...via({ isIdempotent: false, merchantUid }, options),
      });
      return data ?? refusal(error);
    },
  };
}
