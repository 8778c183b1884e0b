import '../../src/composition/start-service';
import { createMetrics } from '../../src/metrics/create-metrics';

const loads: string[] = [];
jest.mock('prom-client', () => {
  loads.push('prom-client');
  return jest.requireActual<typeof import('prom-client')>('prom-client');
});

test('the service starts and counts without the client of Prometheus, which takes long to load', async () => {
  const { observe, render } = createMetrics();
  observe('checkout_guard_refusals_total', { guard: 'deadline' });
  expect(loads).toEqual([]);
  await render();
  expect(loads).toEqual(['prom-client']);
});
