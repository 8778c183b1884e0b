import type { InstanceHealth, PassHealth } from '../domain/instance-health';
import type { Labels, MetricName, Metrics, Sample } from '../metrics/metrics';

/** Metrics that somebody can ask for the state of this instance. */
export interface RememberedMetrics<M extends Metrics> {
  readonly metrics: M;
  readonly readHealth: () => Promise<InstanceHealth>;
}

/**
 * Remembers what the passes and the breakers report to the metrics, for a page: the metrics themselves are for Prometheus, which
 * a shop may not have.
 *
 * @param metrics gauges that were registered before are not read again
 * @param isWanted where it is not, nothing is remembered, and the metrics are as they were
 */
export function rememberHealth<M extends Metrics>(metrics: M, isWanted: boolean): RememberedMetrics<M> {
  if (!isWanted) return { metrics, readHealth: async () => ({ breakers: [], passes: [] }) };
  const passes = new Map<string, PassHealth>();
  const readers: Parameters<Metrics['watch']>[0][] = [];
  const remember = <Name extends MetricName>(name: Name, labels: Labels<Name>, value?: number) => {
    metrics.observe(name, labels, value);
    const { pass, result } = labels as Readonly<Record<string, string>>;
    if (pass === undefined) return;
    const known = passes.get(pass) ?? { name: pass, succeededAt: new Date(0), lastResult: null };
    if (name === 'checkout_pass_last_success_timestamp_seconds' && value !== undefined)
      passes.set(pass, { ...known, succeededAt: new Date(value * 1_000) });
    if (name === 'checkout_pass_runs_total')
      passes.set(pass, { ...known, lastResult: result === 'failed' ? 'failed' : 'succeeded' });
  };
  return {
    metrics: {
      ...metrics,
      observe: remember,
      watch(read) {
        readers.push(read);
        metrics.watch(read);
      },
    },
    async readHealth() {
      const samples = (await Promise.all(readers.map(async (read) => read()))).flat();
      return { breakers: breakersOf(samples), passes: [...passes.values()] };
    },
  };
}

function breakersOf(samples: readonly Sample[]): InstanceHealth['breakers'] {
  return samples
    .filter(({ name, value }) => name === 'checkout_gateway_breaker_state' && value === 1)
    .map(({ labels: { connection = '', state = '' } }) => ({ connection, state }));
}
