import { rememberHealth } from '../../src/composition/remember-health';
import { sample, type Metrics } from '../../src/metrics/metrics';

function setUp(isWanted = true) {
  const observed: unknown[] = [];
  const watched: unknown[] = [];
  const inner: Metrics = { observe: (...args) => void observed.push(args), watch: (read) => void watched.push(read) };
  return { ...rememberHealth(inner, isWanted), inner, observed, watched };
}

test('the last success and the last result of each pass are remembered, in the order of their creation', async () => {
  const { metrics, readHealth } = setUp();
  const succeeded = (pass: string, at: number) =>
    metrics.observe('checkout_pass_last_success_timestamp_seconds', { pass }, at);
  succeeded('cancel', 1_000);
  succeeded('redact', 1_000);
  metrics.observe('checkout_pass_runs_total', { pass: 'cancel', result: 'failed' });
  succeeded('redact', 2_000);
  metrics.observe('checkout_pass_runs_total', { pass: 'redact', result: 'succeeded' });
  expect((await readHealth()).passes).toEqual([
    { name: 'cancel', succeededAt: new Date(1_000_000), lastResult: 'failed' },
    { name: 'redact', succeededAt: new Date(2_000_000), lastResult: 'succeeded' },
  ]);
});

test('the state of each breaker is that of the moment', async () => {
  const { metrics, readHealth } = setUp();
  let current = 'closed';
  metrics.watch(() =>
    ['closed', 'open'].map((state) =>
      sample('checkout_gateway_breaker_state', { connection: 'service', state }, state === current ? 1 : 0),
    ),
  );
  expect((await readHealth()).breakers).toEqual([{ connection: 'service', state: 'closed' }]);
  current = 'open';
  expect((await readHealth()).breakers).toEqual([{ connection: 'service', state: 'open' }]);
});

test('the metrics get everything all the same', () => {
  const { metrics, observed, watched } = setUp();
  metrics.observe('checkout_guard_refusals_total', { guard: 'deskLimit' });
  metrics.watch(() => []);
  expect([observed.length, watched.length]).toEqual([1, 1]);
});

test('where nobody wants it, the metrics are the same ones', async () => {
  const { metrics, inner, readHealth } = setUp(false);
  expect(metrics).toBe(inner);
  expect(await readHealth()).toEqual({ breakers: [], passes: [] });
});
