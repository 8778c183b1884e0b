import { useCheckout } from '../support/checkout';
import { readScrape, type Scrape } from '../support/scrape';
import { ORDERS_API_KEY } from '../support/service-settings';

const checkout = useCheckout();

async function scrape(): Promise<Scrape> {
  const { text } = await checkout.http().get('/metrics').set('authorization', `Bearer ${ORDERS_API_KEY}`);
  return readScrape(text);
}

test('an outage of i’mport shows in its calls, in the breaker and in the refusals of its guard', async () => {
  const merchantUid = await checkout.order();
  const open = 'checkout_gateway_breaker_state{connection="service",state="open"}';
  expect((await scrape()).value(open)).toBe(0);
  checkout.sandbox().faults.set({ kind: 'status', status: 500, route: 'GET /payments/:imp_uid' });
  for (let report = 0; report < 12; report += 1) await checkout.webhook(`imp_${880_000_000_000 + report}`, merchantUid);
  const { value } = await scrape();
  // The breaker opens after 20 failures in a row. Tries beyond them are not sent.
  expect(value('checkout_gateway_calls_total{operation="getPayment",result="failed"}')).toBe(20);
  expect(value('checkout_guard_refusals_total{guard="gatewayBreaker"}')).toBeGreaterThan(0);
  expect(value('checkout_verifications_total{outcome="unavailable",source="webhook"}')).toBe(12);
  expect(value(open)).toBe(1);
});
