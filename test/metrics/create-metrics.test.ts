import { createMetrics } from '../../src/metrics/create-metrics';
import { sample } from '../../src/metrics/metrics';
import { readScrape } from '../support/scrape';

const REFUSALS = 'checkout_guard_refusals_total{guard="deadline"}';

test('what happens before the first scrape is not lost, however much it is', async () => {
  const { observe, render } = createMetrics();
  for (let time = 0; time < 12_000; time += 1) observe('checkout_guard_refusals_total', { guard: 'deadline' });
  expect(readScrape((await render()).text).value(REFUSALS)).toBe(12_000);
  observe('checkout_guard_refusals_total', { guard: 'deadline' });
  expect(readScrape((await render()).text).value(REFUSALS)).toBe(12_001);
});

test('a gauge that is read at a scrape keeps no value that the next reading lacks', async () => {
  const { watch, render } = createMetrics();
  let reasons = ['late', 'duplicate'];
  watch(() => reasons.map((reason) => sample('checkout_attention_orders', { reason }, 1)));
  const duplicate = 'checkout_attention_orders{reason="duplicate"}';
  expect(readScrape((await render()).text).value(duplicate)).toBe(1);
  reasons = [];
  expect(readScrape((await render()).text).value(duplicate)).toBeUndefined();
});

test('two services of one process count for themselves', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.observe('checkout_guard_refusals_total', { guard: 'deadline' });
  expect(readScrape((await one.render()).text).value(REFUSALS)).toBe(1);
  expect(readScrape((await other.render()).text).value(REFUSALS)).toBeUndefined();
});
