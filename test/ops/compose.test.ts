import { existsSync } from 'node:fs';
import { z } from 'zod';
import { optionsFromEnv } from '../../sandbox/iamport/options-from-env';
import { shopOptionsFromEnv } from '../../sandbox/shop/shop-options-from-env';
import { LIMITS } from '../../src/composition/limits';
import { loadConfig } from '../../src/config/load-config';
import { readYaml } from './read-yaml';

const Service = z.object({
  image: z.string().optional(),
  build: z.object({ target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.union([z.string(), z.object({ source: z.string() })])).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
});
const { services } = z.object({ services: z.record(z.string(), Service) }).parse(readYaml('compose.yaml')[0]);
const of = (name: string) => services[name]!;
const [checkout, sandbox, shop] = [of('checkout'), of('sandbox'), of('shop')];

test('every image from outside is named by version and digest', () => {
  const outside = Object.values(services).flatMap(({ image, build }) => (build ? [] : [image]));
  expect(outside).toHaveLength(3);
  for (const image of outside) expect(image).toMatch(/^[a-z/]+:v?\d+\.\d+\.\d+[a-z-]*@sha256:[0-9a-f]{64}$/);
});

test('nothing is published beyond this machine, and no two take one port', () => {
  const ports = Object.values(services).flatMap((service) => service.ports);
  expect(ports.map((port) => port.split(':')[0])).toEqual(ports.map(() => '127.0.0.1'));
  expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
  expect(of('mongodb').ports).toEqual([]);
});

test.each([
  ['checkout', checkout],
  ['sandbox', sandbox],
  ['shop', shop],
])('%s is built here, and runs on a read-only file system without capabilities', (_, service) => {
  expect(service).toMatchObject({
    build: { target: expect.any(String) as string },
    read_only: true,
    cap_drop: ['ALL'],
  });
});

test('every folder that it mounts is there', () => {
  const mounts = Object.values(services).flatMap(({ volumes }) => volumes);
  const folders = mounts.flatMap((mount) => (typeof mount === 'string' ? [] : [mount.source]));
  expect(folders).toHaveLength(3);
  expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
});

test('Docker waits longer for the end of the service than the service takes', () => {
  expect(parseInt(checkout.stop_grace_period ?? '0') * 1000).toBeGreaterThan(LIMITS.stopMs);
});

test('the service accepts its settings: production, live, on a replica set', () => {
  const config = loadConfig(checkout.environment);
  expect(config.mongodbUri).toBe('mongodb://mongodb:27017/checkout?replicaSet=rs0');
  expect(config.iamport).toMatchObject({ mode: 'live', apiUrl: 'http://sandbox:3900' });
  expect(checkout.ports).toEqual([`127.0.0.1:${config.port}:${config.port}`]);
});

test('Prometheus reaches the metrics of the service from its own container, and nobody from outside does', () => {
  const { metricsHost, metricsPort } = loadConfig(checkout.environment);
  expect(metricsHost).toBe('0.0.0.0');
  expect(checkout.ports.filter((port) => port.endsWith(`:${metricsPort}`))).toEqual([]);
});

test('nobody logs in to Grafana, whose password is known', () => {
  expect(of('grafana').environment).toMatchObject({
    GF_AUTH_DISABLE_LOGIN_FORM: 'true',
    GF_AUTH_BASIC_ENABLED: 'false',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
  });
});

test('the sandbox accepts its settings, and has the keys that the service comes with', () => {
  const options = optionsFromEnv(sandbox.environment);
  expect(options).toMatchObject({ host: '0.0.0.0', webhookUrl: { live: 'http://checkout:3000/payments/webhook' } });
  expect(sandbox.ports).toEqual([`127.0.0.1:${options.port}:${options.port}`]);
});

test('the shop accepts its settings, which fit those of the service', () => {
  const options = shopOptionsFromEnv(shop.environment);
  const { ordersApiKey, corsOrigins, checkoutResultUrl } = loadConfig(checkout.environment);
  expect(options).toMatchObject({ ordersApiKey, host: '0.0.0.0', serviceUrlOfServers: 'http://checkout:3000' });
  expect(shop.ports).toEqual([`127.0.0.1:${options.port}:${options.port}`]);
  expect(corsOrigins).toContain(`http://127.0.0.1:${options.port}`);
  expect(checkoutResultUrl).toBe(`http://127.0.0.1:${options.port}/result`);
  expect(existsSync(shop.command?.at(-1) ?? '')).toBe(true);
});

test('the addresses for browsers are those that are published', () => {
  const { serviceUrl, sandboxUrl } = shopOptionsFromEnv(shop.environment);
  expect([serviceUrl, sandboxUrl]).toEqual(
    [checkout, sandbox].map(({ ports }) => `http://${ports[0]?.replace(/:\d+$/, '')}`),
  );
});
