import { request } from 'node:http';
import { controlRoutes } from '../../../../sandbox/iamport/control/control-routes';
import { createSandbox, type Sandbox } from '../../../../sandbox/iamport/create-sandbox';
import { curlLine } from '../../../../sandbox/iamport/console/curl-line';
import {
  ATTACKER_NOTES,
  FAULT_EXAMPLES,
  FORGED_WEBHOOK,
  RULE_NOTES,
} from '../../../../sandbox/iamport/console/knob-notes';
import { SETTING_NOTES } from '../../../../sandbox/iamport/console/setting-notes';
import { FAULT_KINDS } from '../../../../sandbox/iamport/faults/fault';
import { escapeHtml } from '../../../../sandbox/iamport/window/html';

let sandbox: Sandbox;
let help: string;
beforeAll(async () => {
  sandbox = await createSandbox();
  help = await (await fetch(`${sandbox.url}/_help`, { headers: { 'Accept-Language': 'en' } })).text();
});
afterAll(() => sandbox.close());

const shown = (name: string, body?: unknown) => escapeHtml(curlLine(sandbox.url, { name, body }));

async function send(name: string, body: unknown) {
  const [method = '', path] = name.split(' ');
  const init = { method, body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, init);
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}

test('every operation of the control API has its curl line', async () => {
  const listed = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as { name: string }[];
  const routes = controlRoutes(sandbox);
  expect(routes.map(({ name }) => name)).toEqual(listed.map(({ name }) => name));
  for (const { name, about, example } of routes) {
    expect(help).toContain(escapeHtml(about));
    expect(help).toContain(shown(name, example));
  }
});

test.each(Object.keys(FAULT_KINDS) as (keyof typeof FAULT_KINDS)[])('fault %s has a line that works', async (kind) => {
  expect(help).toContain(escapeHtml(FAULT_KINDS[kind]));
  expect(help).toContain(shown('POST /faults', FAULT_EXAMPLES[kind]));
  expect(await send('POST /faults', FAULT_EXAMPLES[kind])).toMatchObject({ status: 200 });
});

test.each(Object.entries(RULE_NOTES))('webhook rule %s has a line that works', async (_effect, { example }) => {
  expect(help).toContain(shown('POST /webhooks/rules', example));
  expect(await send('POST /webhooks/rules', example)).toMatchObject({ status: 200 });
});

test.each(Object.entries(ATTACKER_NOTES))('attacker tool %s has a line that works', async (_field, { example }) => {
  expect(help).toContain(shown('PATCH /settings', { attacker: example }));
  const { status, answer } = await send('PATCH /settings', { attacker: example });
  expect({ status, answer }).toMatchObject({ status: 200, answer: { attacker: example } });
});

test('the forged webhook has its line', () => {
  expect(help).toContain(shown('POST /webhooks', FORGED_WEBHOOK));
});

test('every setting has a line that works, and none that does not exist has', async () => {
  expect(Object.keys(SETTING_NOTES).sort()).toEqual(Object.keys(sandbox.settings.current()).sort());
  for (const [name, { example }] of Object.entries(SETTING_NOTES)) {
    expect(help).toContain(shown('PATCH /settings', { [name]: example }));
    expect(await send('PATCH /settings', { [name]: example })).toMatchObject({
      status: 200,
      answer: { [name]: example },
    });
  }
});

test('the page speaks Korean too, has nothing inline, and is framed by nobody', async () => {
  const response = await fetch(`${sandbox.url}/_help`, { headers: { 'Accept-Language': 'ko' } });
  const text = await response.text();
  expect(text).toContain('샌드박스 도움말');
  expect(text).not.toMatch(/<script|<style|style=/);
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('a hostile Host header stays text', async () => {
  const text = await new Promise<string>((resolve, reject) => {
    const call = request(`${sandbox.url}/_help`, { headers: { Host: '"><script>1</script>' } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve(body));
    });
    call.on('error', reject).end();
  });
  expect(text).not.toContain('<script>');
});

test.each([
  { call: { name: 'GET /payments' }, line: 'curl -s http://x/_sandbox/payments' },
  { call: { name: 'POST /reset' }, line: 'curl -s -X POST http://x/_sandbox/reset' },
  { call: { name: 'DELETE /faults/:id' }, line: 'curl -s -X DELETE http://x/_sandbox/faults/ID' },
  {
    call: { name: 'POST /payments/:imp_uid/decline', body: { reason: "it's" } },
    line: `curl -s http://x/_sandbox/payments/imp_700000000001/decline -d '{"reason":"it'\\''s"}'`,
  },
])('$line', ({ call, line }) => {
  expect(curlLine('http://x', call)).toBe(line);
});
