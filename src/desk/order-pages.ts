import type { RequestHandler } from 'express';
import type { Scope } from '../domain/access-key';
import { getExport, type ExportRouteDeps } from '../http/routes/get-export';
import { deskOf } from './desk-session';
import { getForm } from './routes/get-form';
import { getOrder, type OrderRouteDeps } from './routes/get-order';
import { getOrders, type OrdersRouteDeps } from './routes/get-orders';
import { postAccept, type AcceptRouteDeps } from './routes/post-accept';
import { postAcknowledge, type AcknowledgeRouteDeps } from './routes/post-acknowledge';
import { postCancel, type CancelRouteDeps } from './routes/post-cancel';
import { postRecheck, type RecheckRouteDeps } from './routes/post-recheck';
import { postReplay, type ReplayRouteDeps } from './routes/post-replay';
import { postResend, type ResendRouteDeps } from './routes/post-resend';

export interface OrderPagesDeps
  extends
    OrdersRouteDeps,
    OrderRouteDeps,
    CancelRouteDeps,
    AcceptRouteDeps,
    AcknowledgeRouteDeps,
    RecheckRouteDeps,
    ReplayRouteDeps,
    ResendRouteDeps,
    Omit<ExportRouteDeps, 'actorOf'> {}

/** The scopes of the list of orders, the page of an order and its forms: those of the API's routes that do the same. */
export const ORDER_SCOPES = {
  'GET /orders': 'orders:read',
  'GET /orders/:merchant_uid': 'orders:read',
  'GET /orders/:merchant_uid/:form': 'orders:read',
  'POST /orders/:merchant_uid/cancel': 'refunds',
  'POST /orders/:merchant_uid/accept': 'refunds',
  'POST /orders/:merchant_uid/recheck': 'operate',
  'POST /orders/:merchant_uid/acknowledge': 'operate',
  'POST /orders/:merchant_uid/replay': 'operate',
  'POST /orders/:merchant_uid/resend': 'operate',
  'GET /exports/payments.csv': 'operate',
  'GET /exports/cancels.csv': 'operate',
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, Scope>>;

/** Adds the pages and forms of orders to the desk. */
export function addOrderPages(
  add: (route: keyof typeof ORDER_SCOPES, ...handlers: readonly RequestHandler[]) => void,
  deps: OrderPagesDeps,
): void {
  const exporting = { ...deps, actorOf: (res: Parameters<typeof deskOf>[0]) => deskOf(res).actor };
  add('GET /orders', getOrders(deps));
  add('GET /orders/:merchant_uid', getOrder(deps));
  add('GET /orders/:merchant_uid/:form', getForm);
  add('POST /orders/:merchant_uid/cancel', postCancel(deps));
  add('POST /orders/:merchant_uid/accept', postAccept(deps));
  add('POST /orders/:merchant_uid/recheck', postRecheck(deps));
  add('POST /orders/:merchant_uid/acknowledge', postAcknowledge(deps));
  add('POST /orders/:merchant_uid/replay', postReplay(deps));
  add('POST /orders/:merchant_uid/resend', postResend(deps));
  add('GET /exports/payments.csv', getExport('payments', exporting));
  add('GET /exports/cancels.csv', getExport('cancels', exporting));
}
