import type { Request, Response } from 'express';
import type { Connection } from 'mongoose';
import { getOrders } from '../../src/http/routes/get-orders';
import { endOfKoreanDay, startOfKoreanDay } from '../../src/lib/korean-date';
import { listOrders } from '../../src/services/list-orders';
import { readExport } from '../../src/services/read-export';
import { createMoneyOrders } from '../../src/store/money-orders';
import { createOrderKeys } from '../../src/store/order-keys';
import { createOrders } from '../../src/store/orders';
import type { Ids } from '../start-processes';
import { nameIndexes } from './name-indexes';
import type { ShopClient, Timed } from './shop-client';

/** Each filter of the list, and the exports. */
export const LISTS = {
  newest: 'GET /orders',
  attention: 'GET /orders?needs_attention=true',
  inState: 'GET /orders?status=&created_to=',
  ofCustomer: 'GET /orders?customer_id=',
  ofPayment: 'GET /orders?imp_uid=',
  withPrefix: 'GET /orders?merchant_uid_prefix=',
  created: 'GET /orders?created_from=&created_to=',
  paid: 'GET /orders?paid_from=&paid_to=',
  twoFilters: 'GET /orders?customer_id=&status=',
  payments: 'GET /exports/payments.csv?day=',
  cancels: 'GET /exports/cancels.csv?day=',
} as const;
export type ListName = keyof typeof LISTS;

const DAY_MS = 24 * 60 * 60_000;
/** The other orders lie in the last 30 days: as many before it as after it, roughly. */
const MIDDLE_DAYS_AGO = 15;
/** Of 32 letters: no other key begins so. */
const PREFIX_LETTERS = 16;

/** The UTC day so long ago. */
export const dayAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** What the requests ask for: settled orders, payments that i'mport knows, and a Korean day with as many orders in each database. */
export interface KnownOrders {
  readonly keys: readonly string[];
  readonly paid: readonly Ids[];
  readonly day: string;
}

/** The paths and queries of the lists; each call asks for another customer, payment and prefix. */
export function createListPaths({ keys, paid, day }: KnownOrders): Readonly<Record<ListName, () => string>> {
  return {
    newest: () => '/orders',
    attention: () => '/orders?needs_attention=true',
    inState: () => `/orders?status=paid&created_to=${dayAgo(MIDDLE_DAYS_AGO)}`,
    ofCustomer: () => `/orders?customer_id=customer-${anyOf(keys)}`,
    ofPayment: () => `/orders?imp_uid=${anyOf(paid)?.imp_uid}`,
    withPrefix: () => `/orders?merchant_uid_prefix=${anyOf(keys)?.slice(0, PREFIX_LETTERS)}`,
    created: () => `/orders?created_from=${day}&created_to=${day}`,
    paid: () => `/orders?paid_from=${day}&paid_to=${day}`,
    twoFilters: () => `/orders?customer_id=customer-${anyOf(keys)}&status=paid,cancelled`,
    payments: () => `/exports/payments.csv?day=${day}`,
    cancels: () => `/exports/cancels.csv?day=${day}`,
  };
}

const anyOf = <T>(items: readonly T[]): T | undefined => items[Math.floor(Math.random() * items.length)];

/** @throws Error where the list is empty or the export is cut off: nothing would be measured then */
export async function askList(shop: ShopClient, path: string): Promise<Timed> {
  const reply = await shop.send('GET', path);
  const isWhole = path.startsWith('/exports')
    ? /\r\nend,\d+\r\n$/.test(reply.text)
    : (JSON.parse(reply.text) as { orders: unknown[] }).orders.length > 0;
  if (!isWhole) throw new Error(`GET ${path}: ${reply.text.slice(0, 500)}`);
  return reply;
}

/** The indexes behind each list: the route's own code runs in this process. */
export async function explainLists(connection: Connection, known: KnownOrders): Promise<Record<ListName, string>> {
  const paths = createListPaths(known);
  const now = () => new Date();
  const merchantUids = new Map(known.paid.map(({ imp_uid, merchant_uid }) => [imp_uid, merchant_uid]));
  const getPayment = async (impUid: string) => ({ merchantUid: merchantUids.get(impUid) ?? '' });
  const listing = {
    ...createOrders(connection, { pollSoonMs: 60_000 }),
    keys: createOrderKeys(connection),
    getPayment,
  };
  const route = getOrders((filter, page) => listOrders({ ...listing, now }, filter, page));
  const exporting = { moneyOrders: createMoneyOrders(connection), recordAudit: async () => {}, now };
  const actor = { name: 'bench', operator: null };

  async function run(name: ListName): Promise<void> {
    if (name !== 'payments' && name !== 'cancels') {
      const query = Object.fromEntries(new URL(paths[name](), 'http://shop').searchParams);
      await route({ query } as unknown as Request, { json: () => undefined } as unknown as Response, () => undefined);
      return;
    }
    const [from, to] = [startOfKoreanDay(known.day), endOfKoreanDay(known.day)];
    if (from === null || to === null) throw new Error('not a day');
    const pages = readExport(exporting, name, { from, to }, actor)[Symbol.asyncIterator]();
    while ((await pages.next()).done !== true);
  }
  const found: [string, string][] = [];
  for (const name of Object.keys(LISTS) as ListName[]) found.push([name, await nameIndexes(() => run(name))]);
  return Object.fromEntries(found) as Record<ListName, string>;
}
