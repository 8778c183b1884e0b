import { mongo } from 'mongoose';
import { connectStore } from '../../src/store/connection';
import { copyOrder } from './copy-order';
import { ORDER_KINDS, type OrderKind, type OrderTemplates, type StoredOrder } from './order-templates';

const BATCH = 1_000;
const BATCHES_AT_ONCE = 4;
const MAX_KEYS = 1_000;
const TOLD_EACH = 100_000;

/** How many orders a database has, and how many of each kind that waits for something. */
export interface FillPlan {
  readonly orders: number;
  readonly waitingOfEach: number;
}

/**
 * Puts orders into an empty database that has the service's indexes.
 *
 * @returns keys of settled ones
 */
export async function fillDatabase(uri: string, plan: FillPlan, templates: OrderTemplates): Promise<string[]> {
  const client = await mongo.MongoClient.connect(uri, { maxPoolSize: BATCHES_AT_ONCE });
  try {
    await client.db().dropDatabase();
    await (await connectStore({ uri, operationTimeoutMs: 30_000, poolSize: 1, heartbeatMs: 1_000 })).close();
    const keys: string[] = [];
    const orders = client.db().collection<StoredOrder>('orders');
    const startedAt = performance.now();
    let next = 0;
    let filled = 0;
    const insertOn = async () => {
      while (next < plan.orders) {
        const from = next;
        next = Math.min(plan.orders, from + BATCH);
        const batch: StoredOrder[] = [];
        for (let index = from; index < next; index += 1) {
          const kind = kindOf(index, plan);
          const copy = copyOrder(templates[kind], index);
          if (kind === 'settled' && keys.length < MAX_KEYS && isSample(index, plan.orders)) keys.push(copy._id);
          batch.push(copy);
        }
        await orders.insertMany(batch, { ordered: false });
        filled += batch.length;
        if (filled % TOLD_EACH === 0) tell(filled, startedAt);
      }
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, insertOn));
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
  console.log(`  ${orders.toLocaleString('en')} orders, ${perSecond.toFixed(0)}/s`);
}
