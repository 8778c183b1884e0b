import type { Iamport, RequestPayParams, RequestPayResponse } from './iamport';

/** What a buyer wants, as the shop's server takes it. No price: that is the server's to say. */
export interface Purchase {
  goods: string;
  quantity?: number;
  method: 'card' | 'vbank' | 'trans' | 'phone' | 'easypay';
}

/** The answer of `POST /payments/complete`, and `unavailable` where none came. */
export interface CheckoutResult {
  status:
    | 'success'
    | 'vbankIssued'
    | 'forgery'
    | 'failed'
    | 'pending'
    | 'cancelled'
    | 'duplicate'
    | 'orderClosed'
    | 'paymentHeld'
    | 'paymentNotFound'
    | 'orderNotFound'
    | 'invalidRequest'
    | 'unavailable';
  message?: string;
  vbank_name?: string | null;
  /** Null where the payment provider alone tells the buyer where to pay. */
  vbank_num?: string | null;
  vbank_holder?: string | null;
  /** ISO 8601. */
  vbank_date?: string | null;
  /** With `duplicate`: the order's money was given back. */
  refunded?: boolean;
}

/** Where the shop's server and the checkout service are; empty for "where this page came from". */
export interface CheckoutOptions {
  merchantCode: string;
  shopUrl?: string;
  serviceUrl?: string;
}

let initialised: Iamport | undefined;

/**
 * A whole checkout: the server makes the order, the window opens, the service verifies what was paid. Resolves once the
 * service has answered; never on a phone, where the page is left for the window and comes back elsewhere.
 */
export async function checkOut(purchase: Purchase, options: CheckoutOptions): Promise<CheckoutResult> {
  const IMP = iamport(options.merchantCode);
  const order = await postJson<{ payment: RequestPayParams }>(`${options.shopUrl ?? ''}/api/orders`, purchase);
  if (order.httpStatus !== 201 || !order.body) return { status: 'unavailable' };
  const { payment } = order.body;
  const rsp = await new Promise<RequestPayResponse>((resolve) => IMP.request_pay(payment, resolve));
  return complete(rsp, `${options.serviceUrl ?? ''}/payments/complete`);
}

/** Reported whenever there is an `imp_uid`, also where the window says that it failed: only the service knows. */
async function complete(
  { imp_uid, merchant_uid, error_msg }: RequestPayResponse,
  url: string,
): Promise<CheckoutResult> {
  if (imp_uid === null) return { status: 'failed', message: error_msg ?? '' };
  const answer = await postJson<CheckoutResult>(url, { imp_uid, merchant_uid });
  return answer.body ?? { status: 'unavailable' };
}

async function postJson<T>(url: string, body: unknown): Promise<{ httpStatus: number; body: T | null }> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { httpStatus: reply.status, body: (await reply.json()) as T };
  } catch {
    return { httpStatus: 0, body: null };
  }
}

function iamport(merchantCode: string): Iamport {
  if (window.IMP === undefined) throw new Error('The payment module could not be loaded');
  if (initialised !== window.IMP) window.IMP.init(merchantCode);
  return (initialised = window.IMP);
}
