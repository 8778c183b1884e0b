import type { Metrics, Sample } from './metrics';
import { createPrometheusRegistry, type PrometheusClient, type PrometheusRegistry } from './prometheus-registry';

/** The metrics as Prometheus reads them. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** The metrics of one service. */
export interface ServiceMetrics extends Metrics {
  readonly render: () => Promise<Exposition>;
}

/** After so many observations the client of Prometheus is loaded, and after each further so many if that failed. */
const LOAD_AFTER = 5_000;
/** No more observations are kept while the client cannot be loaded. */
const MAX_PENDING = 50_000;

/**
 * Creates the metrics of one service. The client of Prometheus takes tens of milliseconds to load, so it is loaded at the
 * first scrape, or after many observations. Observations before that are kept. A load that fails is tried again at the next
 * scrape, or after as many further observations.
 */
export function createMetrics(
  loadClient: () => Promise<PrometheusClient> = () => import('prom-client'),
): ServiceMetrics {
  const readers: (() => readonly Sample[] | Promise<readonly Sample[]>)[] = [];
  let pending: Sample[] = [];
  let registry: PrometheusRegistry | null = null;
  let loading: Promise<PrometheusRegistry> | null = null;

  function load(): Promise<PrometheusRegistry> {
    loading ??= loadClient()
      .then((client) => {
        const created = createPrometheusRegistry(client);
        pending.forEach(created.observe);
        pending = [];
        registry = created;
        return created;
      })
      .catch((error: unknown) => {
        loading = null;
        throw error;
      });
    return loading;
  }

  return {
    observe(name, labels, value = 1) {
      if (registry !== null) return registry.observe({ name, labels, value });
      if (pending.length === MAX_PENDING) return;
      pending.push({ name, labels, value });
      if (pending.length % LOAD_AFTER === 0) load().catch(() => {});
    },
    watch: (read) => void readers.push(read),
    async render() {
      const [loaded, ...samples] = await Promise.all([load(), ...readers.map((read) => read())]);
      loaded.replace(samples.flat());
      return { contentType: loaded.contentType, text: await loaded.text() };
    },
  };
}
