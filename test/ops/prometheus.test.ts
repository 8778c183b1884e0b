import { z } from 'zod';
import { METRICS } from '../../src/metrics/metrics';
import { ENGLISH, KOREAN, codesIn, read, tablesOf } from '../docs/documents';
import { readYaml } from './read-yaml';

const Alert = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.object({ summary: z.string(), todo: z.string(), log: z.string().optional() }),
});
const { groups } = z
  .object({ groups: z.array(z.object({ rules: z.array(Alert) })) })
  .parse(readYaml('ops', 'prometheus', 'alerts.yml')[0]);
const ALERTS = groups.flatMap(({ rules }) => rules);

const Dashboard = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({
      title: z.string(),
      datasource: z.object({ uid: z.string() }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});
const dashboard = Dashboard.parse(JSON.parse(read('ops', 'grafana', 'dashboards', 'checkout.json')));

/** The metrics of ours that an expression names, with the labels that it selects or groups by. */
function namedIn(expr: string): { readonly names: string[]; readonly labels: string[] } {
  const names = [...expr.matchAll(/checkout_\w+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, ''));
  const selected = [...expr.matchAll(/(\w+)(?:=~|!=|=)"/g)].map(([, label = '']) => label);
  const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */));
  return { names, labels: [...selected, ...grouped] };
}

const EXPRESSIONS = [
  ...ALERTS.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

test.each(EXPRESSIONS)('%s asks for metrics and labels that the service has', (_, expr) => {
  const { names, labels } = namedIn(expr);
  const known: Record<string, { readonly labels: readonly string[] }> = METRICS;
  expect(names.filter((name) => known[name] === undefined)).toEqual([]);
  const ofMetrics = names.flatMap((name) => known[name]?.labels ?? []);
  expect(labels.filter((label) => ![...ofMetrics, 'le', 'job', 'instance'].includes(label))).toEqual([]);
});

test.each(ALERTS.map((alert) => [alert.alert, alert] as const))(
  '%s says what to do, and names log lines that the documents explain',
  (_, { annotations: { summary, todo, log } }) => {
    expect([summary, todo]).not.toContain('');
    for (const { folder } of [ENGLISH, KOREAN]) {
      const table = tablesOf(read(folder, 'operations.md')).find(([header]) => header?.[0] === '`msg`') ?? [];
      const explained = table.flatMap(([lines = '']) => codesIn(lines));
      expect((log?.split('; ') ?? []).filter((line) => !explained.includes(line))).toEqual([]);
    }
  },
);

test('each alert has a series that fires it and one that does not', () => {
  const Tests = z.object({ tests: z.array(z.object({ name: z.string() })) });
  const { tests } = Tests.parse(readYaml('ops', 'prometheus', 'alerts.test.yml')[0]);
  const wanted = ALERTS.flatMap(({ alert }) => [`${alert} fires`, `${alert} is silent`]);
  expect(tests.map(({ name }) => name)).toEqual(wanted);
});

test('Prometheus scrapes the port that compose.yaml gives the metrics, and Grafana asks that Prometheus', () => {
  const config = JSON.stringify(readYaml('ops', 'prometheus', 'prometheus.yml'));
  const { services } = z
    .object({ services: z.object({ checkout: z.object({ environment: z.record(z.string(), z.string()) }) }) })
    .parse(readYaml('compose.yaml')[0]);
  expect(config).toContain(`"checkout:${services.checkout.environment['METRICS_PORT']}"`);
  const datasources = JSON.stringify(readYaml('ops', 'grafana', 'provisioning', 'datasources', 'prometheus.yml'));
  for (const { datasource } of dashboard.panels) expect(datasources).toContain(`"uid":"${datasource.uid}"`);
});
