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

test('a load of the client that fails is tried again at the next scrape, and loses nothing', async () => {
  let loads = 0;
  const { observe, render } = createMetrics(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error('too many open files')) : import('prom-client');
  });
  observe('checkout_guard_refusals_total', { guard: 'deadline' });
  await expect(render()).rejects.toThrow('too many open files');
  expect(readScrape((await render()).text).value(REFUSALS)).toBe(1);
  await render();
  expect(loads).toBe(2);
});

test('while the client cannot be loaded, no more than a bound is kept', async () => {
  let isBroken = true;
  const { observe, render } = createMetrics(() =>
    isBroken ? Promise.reject(new Error('no client')) : import('prom-client'),
  );
  for (let time = 0; time < 70_000; time += 1) observe('checkout_guard_refusals_total', { guard: 'deadline' });
  await expect(render()).rejects.toThrow('no client');
  isBroken = false;
  expect(readScrape((await render()).text).value(REFUSALS)).toBe(50_000);
});
