import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { readDockerfile } from '../../sandbox/image/read-dockerfile';
import { LIMITS } from '../../src/composition/limits';
import { loadConfig } from '../../src/config/load-config';
import { read } from '../docs/documents';
import { routesOfApp } from '../docs/routes-of-app';
import { settingNames } from '../docs/setting-names';
import { readYaml } from './read-yaml';

const FOLDER = ['ops', 'kubernetes'];
const Labels = z.record(z.string(), z.string());
const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }), timeoutSeconds: z.number() });
const Container = z.object({
  image: z.string(),
  ports: z.tuple([z.object({ name: z.string(), containerPort: z.number() })]),
  envFrom: z.array(z.record(z.string(), z.object({ name: z.string() }))),
  startupProbe: Probe,
  livenessProbe: Probe,
  readinessProbe: Probe,
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }),
  resources: z.object({ requests: Labels, limits: Labels }),
  securityContext: z.unknown(),
});
const Deployment = z.object({
  spec: z.object({
    replicas: z.number(),
    selector: z.object({ matchLabels: Labels }),
    template: z.object({
      metadata: z.object({ labels: Labels }),
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.boolean(), runAsUser: z.number(), runAsGroup: z.number() }),
        containers: z.tuple([Container]),
      }),
    }),
  }),
});
const Service = z.object({
  spec: z.object({ selector: Labels, ports: z.tuple([z.object({ targetPort: z.string() })]) }),
});
const Budget = z.object({
  spec: z.object({ selector: z.object({ matchLabels: Labels }), maxUnavailable: z.number() }),
});
const Settings = z.object({ metadata: z.object({ name: z.string() }), data: Labels });

const only = (file: string) => readYaml(...FOLDER, file)[0];
const { spec } = Deployment.parse(only('deployment.yaml'));
const pod = spec.template.spec;
const [container] = pod.containers;
const service = Service.parse(only('service.yaml')).spec;
const budget = Budget.parse(only('pod-disruption-budget.yaml')).spec;
const settings = Settings.parse(only('settings.yaml'));

/** Settings that belong into a Secret. */
const isSecret = (name: string) => /_(KEY|SECRET)$|_URI$/.test(name);
const SECRETS = {
  MONGODB_URI: 'mongodb://db.example/checkout',
  IAMPORT_API_KEY: 'a-key',
  IAMPORT_API_SECRET: 'a-secret',
  ORDERS_API_KEY: 'a-key-of-16-or-more-characters',
};

test('every file is applied', () => {
  const { resources } = z.object({ resources: z.array(z.string()) }).parse(only('kustomization.yaml'));
  const files = readdirSync(FOLDER.join('/')).filter((file) => file !== 'kustomization.yaml');
  expect(resources.toSorted()).toEqual(files.toSorted());
});

test('ready is who can read orders; alive is the process, whatever its database does', () => {
  const paths = [container.readinessProbe, container.livenessProbe, container.startupProbe].map(
    (it) => it.httpGet.path,
  );
  expect(paths).toEqual(['/readyz', '/healthz', '/healthz']);
  expect(routesOfApp()).toEqual(expect.arrayContaining(paths.map((path) => `GET ${path}`)));
  expect(container.readinessProbe.timeoutSeconds * 1000).toBeGreaterThan(LIMITS.readyMs);
});

test('an instance has time to leave the load balancers and to finish what is under way', () => {
  const beforeSignal = container.lifecycle.preStop.sleep.seconds;
  expect(beforeSignal).toBeGreaterThan(0);
  const afterSignal = pod.terminationGracePeriodSeconds - beforeSignal;
  expect(afterSignal * 1000).toBeGreaterThanOrEqual(LIMITS.stopMs + 5_000);
});

test('two instances run, and the disruption budget leaves one', () => {
  expect(spec.replicas).toBeGreaterThanOrEqual(2);
  expect(budget.maxUnavailable).toBeLessThan(spec.replicas);
});

test('deployment, service and disruption budget mean the same instances', () => {
  const { labels } = spec.template.metadata;
  expect([spec.selector.matchLabels, service.selector, budget.selector.matchLabels]).toEqual([labels, labels, labels]);
});

test('requests go where the service listens', () => {
  const [{ name, containerPort }] = container.ports;
  expect(containerPort).toBe(loadConfig({ ...settings.data, ...SECRETS }).port);
  expect(service.ports[0].targetPort).toBe(name);
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  expect(probes.map((probe) => probe.httpGet.port)).toEqual([name, name, name]);
});

test('it runs as the image’s user, who can write nothing and become nobody else', () => {
  const user = readDockerfile(read('Dockerfile')).get('service')?.user;
  expect(pod.securityContext).toEqual({ runAsNonRoot: true, runAsUser: user?.uid, runAsGroup: user?.gid });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
});

test('it has requests and limits', () => {
  const { requests, limits } = container.resources;
  expect([Object.keys(requests), Object.keys(limits)]).toEqual([
    ['cpu', 'memory'],
    ['cpu', 'memory'],
  ]);
});

test('the image has the version of the package', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(container.image).toMatch(new RegExp(`/iamport-checkout-backend:${version}$`));
});

test('settings are in the ConfigMap, secrets are only referred to', () => {
  expect(container.envFrom).toEqual([
    { configMapRef: { name: settings.metadata.name } },
    { secretRef: { name: 'checkout-secrets' } },
  ]);
  const names = Object.keys(settings.data);
  expect(names.filter((name) => !settingNames().includes(name) || isSecret(name))).toEqual([]);
  expect(readdirSync(FOLDER.join('/')).flatMap((file) => readYaml(...FOLDER, file))).not.toContainEqual(
    expect.objectContaining({ kind: 'Secret' }),
  );
});

test('the service starts with them: in live mode, and with no warning', () => {
  const config = loadConfig({ ...settings.data, ...SECRETS });
  expect(config.iamport.mode).toBe('live');
  expect(config.warnings).toEqual([]);
});
