import type { Gauge, Registry } from 'prom-client';
import { METRICS, type MetricName, type Sample } from './metrics';

/** The client library, which the caller has loaded. */
export type PrometheusClient = typeof import('prom-client');

/** The metrics of one service as Prometheus reads them. */
export interface PrometheusRegistry {
  readonly observe: (sample: Sample) => void;
  /** Replaces all values of the gauges that are read at each scrape. */
  readonly replace: (samples: readonly Sample[]) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

/** Creates a registry of its own, so that several services fit into one process. It also holds Node's metrics. */
export function createPrometheusRegistry(client: PrometheusClient): PrometheusRegistry {
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const gauges = new Map<MetricName, Gauge>();
  /** Gauges that were read at a scrape once: without a value now, they have none. */
  const replaced = new Set<MetricName>();
  const take = new Map(
    (Object.keys(METRICS) as MetricName[]).map((name) => [name, createInstrument(client, name, registry, gauges)]),
  );
  const observe = ({ name, labels, value }: Sample) => take.get(name)?.(labels, value);
  return {
    observe,
    replace(samples) {
      samples.forEach(({ name }) => replaced.add(name));
      replaced.forEach((name) => gauges.get(name)?.reset());
      samples.forEach(observe);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

type Take = (labels: Sample['labels'], value: number) => void;

function createInstrument(
  client: PrometheusClient,
  name: MetricName,
  registry: Registry,
  gauges: Map<MetricName, Gauge>,
): Take {
  const { help, labels: labelNames } = METRICS[name];
  const options = { name, help, labelNames, registers: [registry] };
  switch (METRICS[name].type) {
    case 'counter': {
      const counter = new client.Counter<string>(options);
      return (labels, value) => counter.inc(labels, value);
    }
    case 'histogram': {
      const histogram = new client.Histogram<string>({ ...options, buckets: bucketsOf(name) });
      return (labels, value) => histogram.observe(labels, value);
    }
    case 'gauge': {
      const gauge = new client.Gauge<string>(options);
      gauges.set(name, gauge);
      return (labels, value) => gauge.set(labels, value);
    }
  }
}

function bucketsOf(name: MetricName): number[] {
  const definition = METRICS[name];
  return 'buckets' in definition ? [...definition.buckets] : [];
}
