import type { Express, RequestHandler } from 'express';
import type { Scope } from '../domain/access-key';
import type { RequireScope } from './require-key';

/** The scope that each route of the shop's API needs. docs/keys.md has the same table. */
export const ROUTE_SCOPES = {
  'POST /orders': 'orders:write',
  'PATCH /orders/:merchant_uid': 'orders:write',
  'GET /orders': 'orders:read',
  'GET /orders/:merchant_uid': 'orders:read',
  'GET /orders/:merchant_uid/timeline': 'orders:read',
  'POST /orders/:merchant_uid/cancel': 'refunds',
  'POST /orders/:merchant_uid/accept': 'refunds',
  'POST /orders/:merchant_uid/recheck': 'operate',
  'POST /orders/:merchant_uid/attention/acknowledge': 'operate',
  'POST /outbox/:id/replay': 'operate',
  'POST /outbox/:id/resend': 'operate',
  'POST /orders/:merchant_uid/resend': 'operate',
  'POST /outbox/resends': 'operate',
  'GET /outbox/resends/:request_id': 'operate',
  'GET /exports/payments.csv': 'operate',
  'GET /exports/cancels.csv': 'operate',
  'GET /metrics': 'operate',
  'GET /audit': 'audit',
} as const satisfies Readonly<Record<`${'GET' | 'POST' | 'PATCH'} /${string}`, Scope>>;

/** A route of the shop's API. */
export type ShopRoute = keyof typeof ROUTE_SCOPES;

/** Adds a route of the shop's API to the app. */
export type AddShopRoute = (route: ShopRoute, ...handlers: readonly (RequestHandler | RequestHandler[])[]) => void;

/** Adds routes of the table alone, each behind its scope: a route without one does not compile. */
export function addShopRoutes(app: Express, requireScope: RequireScope): AddShopRoute {
  return (route, ...handlers) => {
    const [method = '', path = ''] = route.split(' ');
    app[method.toLowerCase() as 'get' | 'post' | 'patch'](path, requireScope(ROUTE_SCOPES[route], route), ...handlers);
  };
}
