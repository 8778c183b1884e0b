import { buildDocument } from '../../sandbox/contract/build-document';
import { answersOf } from '../../src/http/contract/answers';
import { CONTRACTS } from '../../src/http/contract/contracts';
import { WEBHOOKS } from '../../src/http/contract/webhooks';
import { ROUTE_SCOPES } from '../../src/http/route-scopes';
import { read } from './documents';
import { routesOfApp } from './routes-of-app';

const DOCUMENT = buildDocument();
const scopes: Readonly<Record<string, string>> = ROUTE_SCOPES;
const nameOf = ({ method, path }: (typeof CONTRACTS)[number]) => `${method.toUpperCase()} ${path}`;

test('every route of the app has its contract, and there is no other', () => {
  expect(CONTRACTS.map(nameOf).toSorted()).toEqual(routesOfApp().toSorted());
});

test('every route of the shop’s API needs a scope, and no other route does', () => {
  const ofShop = CONTRACTS.filter(({ caller }) => caller === 'shop').map(nameOf);
  expect(Object.keys(ROUTE_SCOPES).toSorted()).toEqual(ofShop.toSorted());
});

test('docs/openapi.json is what `npm run openapi` writes', () => {
  expect(JSON.parse(read('docs', 'openapi.json'))).toEqual(JSON.parse(JSON.stringify(DOCUMENT)));
});

test.each(CONTRACTS.map((contract) => [nameOf(contract), contract] as const))(
  '%s has every answer of its contract in the document',
  (_, contract) => {
    const path = DOCUMENT.paths?.[contract.path.replace(/:(\w+)/g, '{$1}')];
    const operation = path?.[contract.method];
    expect(Object.keys(operation?.responses ?? {})).toEqual([...answersOf(contract).keys()].map(String));
    expect(operation?.security).toEqual(contract.caller === 'shop' ? [{ key: [scopes[nameOf(contract)]] }] : []);
  },
);

test('the events and the confirm question are webhooks of the document, with their signature', () => {
  expect(Object.keys(DOCUMENT.webhooks ?? {})).toEqual(WEBHOOKS.map(({ name }) => name));
  for (const { post } of Object.values(DOCUMENT.webhooks ?? {}) as { post: { parameters: { name: string }[] } }[]) {
    expect(post.parameters.map(({ name }) => name)).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
  }
});

test('answers and events may get further fields, and requests that refuse unknown fields say so', () => {
  const { Order, EventData } = DOCUMENT.components?.schemas as Record<string, object>;
  expect([Order, EventData]).toEqual([
    expect.not.objectContaining({ additionalProperties: false }),
    expect.not.objectContaining({ additionalProperties: false }),
  ]);
  expect(DOCUMENT.paths?.['/orders']?.post?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { additionalProperties: false } } },
  });
});

/** In a pattern of JSON Schema, names of Unicode properties are read by few tools. */
test('no pattern of the document needs a flag', () => {
  expect(JSON.stringify(DOCUMENT)).not.toMatch(/\\\\p\{/);
});
