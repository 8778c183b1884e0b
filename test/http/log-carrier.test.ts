import { pino } from 'pino';
import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

/** The log is the only carrier. Its destination holds lines until the test releases them. */
const lines: Record<string, unknown>[] = [];
const held: ((error?: Error) => void)[] = [];
let isHolding = false;
const destination = {
  write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  flush: (callback: (error?: Error) => void) => void (isHolding ? held.push(callback) : callback()),
};
const checkout = useCheckout({}, pino({ level: 'warn' }, destination));

const messagesOf = async (merchantUid: string) => (await checkout.stored(merchantUid))?.outbox ?? [];
const hasLine = (id: string) => lines.some((line) => line['notification_id'] === id);

/** An order with an account, which goes to the buyer, the shop and the customer's record. */
async function orderWithAccount(customer_id: string): Promise<string> {
  const merchantUid = await checkout.order({ customer_id, buyer: { tel: '010-1234-5678' } });
  const vbank = { vbank_num: '9000-1', vbank_name: 'KB', vbank_date: Math.floor(Date.now() / 1000) + 86_400 };
  await checkout.callback(checkout.pay(merchantUid, { status: 'ready', pay_method: 'vbank', ...vbank }), merchantUid);
  return merchantUid;
}

test('a message in the log is delivered once its line is out of the process, and not before', async () => {
  isHolding = true;
  const merchantUid = await orderWithAccount('customer-1');
  // The lines are written, and another carrier has had time to deliver.
  const entries = await waitUntil(async () => {
    const found = await messagesOf(merchantUid);
    const inLog = found.filter(({ id, message }) => message.channel !== 'customerRecord' && hasLine(id));
    const marked = found.filter(({ message, deliveredAt }) => message.channel === 'customerRecord' && deliveredAt);
    return inLog.length === 2 && marked.length === 1 ? inLog : undefined;
  });
  expect(entries.map(({ deliveredAt }) => deliveredAt)).toEqual([null, null]);

  isHolding = false;
  held.splice(0).forEach((letOut) => letOut());
  await waitUntil(async () => (await messagesOf(merchantUid)).every(({ deliveredAt }) => deliveredAt));
});

test('a line that could not leave the process is a failed try: it comes again under the same id', async () => {
  isHolding = true;
  const merchantUid = await orderWithAccount('customer-2');
  await waitUntil(() => held.length === 2);
  isHolding = false;
  held.splice(0).forEach((letOut) => letOut(new Error('write ENOSPC')));
  const failed = await waitUntil(async () => {
    const found = (await messagesOf(merchantUid)).filter(({ lastError }) => lastError !== null);
    return found.length === 2 ? found : undefined;
  });
  expect(failed.map(({ lastError, deliveredAt }) => [lastError, deliveredAt])).toEqual([
    [expect.stringContaining('ENOSPC'), null],
    [expect.stringContaining('ENOSPC'), null],
  ]);
  checkout.letPass(LIMITS.deliveryRetry.firstDelayMs);
  await waitUntil(async () => {
    checkout.runPasses();
    return (await messagesOf(merchantUid)).every(({ deliveredAt }) => deliveredAt);
  });
  const lineCount = (id: string) =>
    lines.filter((line) => line['notification_id'] === id && line['level'] === 30).length;
  expect(failed.map(({ id }) => lineCount(id))).toEqual([2, 2]);
});
