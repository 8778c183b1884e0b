import { mongo } from 'mongoose';
import { connectStore } from '../../src/store/connection';
import { copyOrder } from './copy-order';
import {
  ORDER_KINDS,
  type OrderKind,
  type OrderTemplate,
  type OrderTemplates,
  type StoredOrder,
} from './order-templates';

const MAX_KEYS = 1_000;
const TOLD_EACH = 100_000;

/** How many orders a database has, and which. */
export interface FillPlan {
  readonly orders: number;
  /** Of each kind that waits for something. */
  readonly waitingOfEach: number;
  /** So many of the settled ones lie on one day, from this moment on. */
  readonly exported: { readonly orders: number; readonly from: Date };
  /** Orders in one insert. */
  readonly batch: number;
}

/**
 * Puts orders into an empty database that has the service's indexes. Its inserts follow each other: a server that gets
 * several at once holds the documents of all of them.
 *
 * @returns keys of settled ones
 */
export async function fillDatabase(uri: string, plan: FillPlan, templates: OrderTemplates): Promise<string[]> {
  const client = await mongo.MongoClient.connect(uri, { maxPoolSize: 1 });
  try {
    await client.db().dropDatabase();
    await (await connectStore({ uri, operationTimeoutMs: 30_000, poolSize: 1 })).close();
    const keys: string[] = [];
    const orders = client.db().collection<StoredOrder>('orders');
    const startedAt = performance.now();
    let exported = 0;
    /** By a second each. */
    const exportedMs = ({ readAt }: OrderTemplate) => +readAt - +plan.exported.from - (exported += 1) * 1000;
    for (let from = 0; from < plan.orders; from += plan.batch) {
      const batch: StoredOrder[] = [];
      for (let index = from; index < Math.min(plan.orders, from + plan.batch); index += 1) {
        const kind = kindOf(index, plan);
        const isExported = kind === 'settled' && exported < plan.exported.orders;
        const copy = copyOrder(templates[kind], index, isExported ? exportedMs(templates[kind]) : undefined);
        if (kind === 'settled' && keys.length < MAX_KEYS && isSample(index, plan.orders)) keys.push(copy._id);
        batch.push(copy);
      }
      await orders.insertMany(batch, { ordered: false });
      const filled = from + batch.length;
      if (filled % TOLD_EACH < plan.batch) tell(filled, startedAt);
    }
    return keys;
  } finally {
    await client.close();
  }
}

/** Spread over all that there are. */
const isSample = (index: number, orders: number) => index % Math.max(1, Math.floor(orders / MAX_KEYS)) === 0;

/** Those that wait are spread over the others. */
function kindOf(index: number, { orders, waitingOfEach }: FillPlan): OrderKind {
  const kinds = ORDER_KINDS.length - 1;
  const stride = Math.max(kinds, Math.floor(orders / waitingOfEach));
  const place = index % stride;
  const isWaiting = place < kinds && Math.floor(index / stride) < waitingOfEach;
  return (isWaiting && ORDER_KINDS[place + 1]) || 'settled';
}

function tell(orders: number, startedAt: number): void {
  const perSecond = orders / ((performance.now() - startedAt) / 1000);
  if (orders < TOLD_EACH) return;
  console.log(`  ${orders.toLocaleString('en')} orders, ${perSecond.toFixed(0)}/s`);
}
