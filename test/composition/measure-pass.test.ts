import { createMetrics } from '../../src/metrics/create-metrics';
import { measurePass } from '../../src/composition/measure-pass';
import { readScrape } from '../support/scrape';

test('the time of success of a pass that has only failed is that of its creation, so that its age can be told', async () => {
  const metrics = createMetrics();
  let nowS = 1_700_000_000;
  const clock = { now: () => new Date(nowS * 1_000), elapsedMs: () => 0 };
  let isBroken = true;
  const pass = measurePass(metrics, clock, 'cancel', async () => {
    if (isBroken) throw new Error('no database');
    return { more: false };
  });
  const succeededAt = async () =>
    readScrape((await metrics.render()).text).value('checkout_pass_last_success_timestamp_seconds{pass="cancel"}');
  expect(await succeededAt()).toBe(1_700_000_000);
  nowS += 60;
  await expect(pass(new AbortController().signal)).rejects.toThrow('no database');
  expect(await succeededAt()).toBe(1_700_000_000);
  isBroken = false;
  await pass(new AbortController().signal);
  expect(await succeededAt()).toBe(1_700_000_060);
});
