import { mongo } from 'mongoose';
import { withDatabaseName } from '../../test/support/database-uri';
import { quantile } from '../quantile';
import { findOrder, settleOrder, type FloorOrder } from '../servers/floor-store';
import type { World } from '../start-processes';
import { atRate, sendAtRate } from './at-rate';
import type { Subject } from './subjects';

/** In milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

const timesOf = (values: readonly number[]): Times => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });

/**
 * How long a payment takes without i'mport's part: from the request to the end of its answer, less what the sandbox took
 * over the look-up, as measured inside the sandbox.
 */
export async function measureOwnTime(world: World, subject: Subject, { perSecond, seconds }: Load): Promise<Times> {
  const payments = await world.seed(Math.ceil(perSecond * seconds), { database: subject.database });
  await world.upstream();
  const whole = await sendAtRate(subject.url, payments, perSecond);
  const { times } = await world.upstream();
  return timesOf([...whole].map(([impUid, ms]) => ms - (times.get(impUid) ?? 0)));
}

const DATABASE = 'bench_database';
const PAYMENT = {
  status: 'paid',
  amount: 64_900,
  cancel_amount: 0,
  currency: 'KRW',
  channel: 'pc',
  pay_method: 'card',
  pg_provider: 'html5_inicis',
  pg_tid: 'StdpayCARDINIpayTest20260101000000000000',
  receipt_url: 'https://iniweb.inicis.com/DefaultWebApp/mall/cr/cm/mCmReceipt_head.jsp?noTid=StdpayCARDINIpayTest',
  started_at: 1_767_225_600,
  paid_at: 1_767_225_660,
};

/** What the database alone takes over the same payments at the same rate: one read and one conditional write by the driver. */
export async function measureDatabaseTime(world: World, { perSecond, seconds }: Load): Promise<Times> {
  const payments = await world.seed(Math.ceil(perSecond * seconds), { database: DATABASE });
  const client = new mongo.MongoClient(withDatabaseName(world.uri, DATABASE, 'bench'), {
    maxPoolSize: 50,
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
  try {
    const orders = client.db().collection<FloorOrder>('orders');
    const times: number[] = [];
    await orders.findOne();
    await atRate(payments, perSecond, async ({ imp_uid, merchant_uid }) => {
      const startedAt = performance.now();
      const order = await findOrder(orders, merchant_uid);
      if (order === null) throw new Error(`${merchant_uid} is not there`);
      await settleOrder(orders, order, { ...PAYMENT, imp_uid });
      times.push(performance.now() - startedAt);
    });
    return timesOf(times);
  } finally {
    await client.close();
  }
}
