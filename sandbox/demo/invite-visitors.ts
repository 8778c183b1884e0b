import { browsableUrl } from './browsable-url';
import { invitation } from './invitation';
import { DEMO_ORDERS_KEY, type Demo } from './start-demo';

const SAMPLE = { name: '커피 원두 1kg', amount: 32000 };

/** Leaves an order for the visitors, prints what they can do, and from then on what the service does. */
export async function inviteVisitors(
  { service, shop, sandbox, log, keys }: Demo,
  print: (line: string) => void,
): Promise<void> {
  const response = await fetch(`${service.url}/orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_ORDERS_KEY}` },
    body: JSON.stringify(SAMPLE),
  });
  const { merchant_uid } = (await response.json()) as { merchant_uid: string };
  const { imp_uid } = sandbox.payments.create({ merchant_uid, amount: SAMPLE.amount, status: 'paid' });
  print(
    invitation({
      shopUrl: browsableUrl(shop.url),
      serviceUrl: service.url,
      sandboxUrl: browsableUrl(sandbox.url),
      ordersKey: DEMO_ORDERS_KEY,
      keys,
      sample: { imp_uid, merchant_uid },
    }),
  );
  log.follow((text) => print(`  ${text}`));
}
