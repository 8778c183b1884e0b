import '../../src/composition/start-service';
import { createMetrics } from '../../src/metrics/create-metrics';

test('the service starts and counts without the client of Prometheus, which takes long to load', async () => {
  const isLoaded = () => Object.keys(require.cache).some((path) => path.includes('/prom-client/'));
  const { observe, render } = createMetrics();
  observe('checkout_guard_refusals_total', { guard: 'deadline' });
  expect(isLoaded()).toBe(false);
  await render();
  expect(isLoaded()).toBe(true);
});
