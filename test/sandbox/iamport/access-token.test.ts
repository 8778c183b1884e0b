import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { callApi, jsonRequest } from './support/api-client';
import { createTestClock } from './support/test-clock';

describe('POST /users/getToken', () => {
  const clock = createTestClock();
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await createSandbox({ impKey: 'the-key', impSecret: 'the-secret', now: clock.now });
  });
  afterEach(() => sandbox.close());

  const keys = { imp_key: 'the-key', imp_secret: 'the-secret' };
  const ask = (body: unknown = keys) => callApi(sandbox, '/users/getToken', jsonRequest('POST', body));

  test('issues 40 hex characters that live for 30 minutes', async () => {
    const { status, code, message, response } = await ask();
    expect({ status, code, message }).toEqual({ status: 200, code: 0, message: null });
    expect(response['access_token']).toMatch(/^[0-9a-f]{40}$/);
    expect(response['now']).toBe(clock.seconds());
    expect(response['expired_at']).toBe(clock.seconds() + 1800);
  });

  test('answers a form as it answers JSON', async () => {
    const form = await callApi(sandbox, '/users/getToken', { method: 'POST', body: new URLSearchParams(keys) });
    const json = await ask();
    expect(form.response).toEqual(json.response);
  });

  test.each([
    { secondsLeft: 1799, extendedBy: 0 },
    { secondsLeft: 60, extendedBy: 0 },
    { secondsLeft: 59, extendedBy: 300 },
    { secondsLeft: 1, extendedBy: 300 },
  ])('with $secondsLeft s left it is the same token, $extendedBy s longer', async ({ secondsLeft, extendedBy }) => {
    const first = (await ask()).response;
    clock.advance(1800 - secondsLeft);
    const second = (await ask()).response;
    expect(second['access_token']).toBe(first['access_token']);
    expect(second['expired_at']).toBe(Number(first['expired_at']) + extendedBy);
    expect(second['now']).toBe(clock.seconds());
  });

  test('after expiry it is a new token with 30 minutes', async () => {
    const first = (await ask()).response;
    clock.advance(1800);
    const second = (await ask()).response;
    expect(second['access_token']).not.toBe(first['access_token']);
    expect(second['expired_at']).toBe(clock.seconds() + 1800);
  });

  test.each([
    { name: 'a wrong secret', body: { ...keys, imp_secret: 'x' } },
    { name: 'a wrong key', body: { ...keys, imp_key: 'x' } },
  ])('refuses $name with 401', async ({ body }) => {
    expect(await ask(body)).toMatchObject({
      status: 401,
      code: -1,
      message: '인증에 실패하였습니다. API키와 secret을 확인하세요.',
      response: null,
    });
  });

  test.each([
    { name: 'no secret', body: { imp_key: 'the-key' } },
    { name: 'no key', body: { imp_secret: 'the-secret' } },
    { name: 'an empty key', body: { ...keys, imp_key: '' } },
    { name: 'no body', body: undefined },
  ])('refuses $name with 400', async ({ body }) => {
    expect(await ask(body ?? {})).toMatchObject({
      status: 400,
      code: -1,
      message: 'imp_key, imp_secret 파라메터가 누락되었습니다.',
      response: null,
    });
  });

  test('refuses an unreadable body with 400 in the envelope', async () => {
    const broken = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"imp_key":' };
    expect(await callApi(sandbox, '/users/getToken', broken)).toMatchObject({ status: 400, code: -1, response: null });
  });
});

describe('showing the token', () => {
  const clock = createTestClock();
  let sandbox: Sandbox;
  let token: string;
  beforeEach(async () => {
    sandbox = await createSandbox({ now: clock.now });
    token = sandbox.tokens.issue().access_token;
    sandbox.payments.create({ imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 1004 });
  });
  afterEach(() => sandbox.close());

  const lookUp = (headers: Record<string, string>) => callApi(sandbox, '/payments/imp_1', { headers });

  test.each([
    { name: 'Authorization: token', headers: (it: string) => ({ Authorization: it }) },
    { name: 'Authorization: Bearer token', headers: (it: string) => ({ Authorization: `Bearer ${it}` }) },
    { name: 'X-ImpTokenHeader: token', headers: (it: string) => ({ 'X-ImpTokenHeader': it }) },
  ])('accepts $name', async ({ headers }) => {
    expect(await lookUp(headers(token))).toMatchObject({ status: 200, code: 0 });
  });

  const unauthorized = { status: 401, code: -1, message: 'Unauthorized', response: null };

  test.each([
    { name: 'a missing token', headers: {} },
    { name: 'an unknown token', headers: { Authorization: 'Bearer 0123' } },
    { name: 'an empty token', headers: { Authorization: 'Bearer ' } },
  ])('refuses $name with 401', async ({ headers }) => {
    expect(await lookUp(headers)).toMatchObject(unauthorized);
  });

  test('refuses a token in the query with 401', async () => {
    expect(await callApi(sandbox, `/payments/imp_1?_token=${token}`)).toMatchObject(unauthorized);
  });

  test('refuses an expired token with 401', async () => {
    clock.advance(1800);
    expect(await lookUp({ Authorization: token })).toMatchObject(unauthorized);
  });

  test('refuses a revoked token, and the next one asked for is another', async () => {
    sandbox.tokens.revoke();
    expect(await lookUp({ Authorization: token })).toMatchObject(unauthorized);
    expect(sandbox.tokens.issue().access_token).not.toBe(token);
  });
});
