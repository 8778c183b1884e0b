import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import { signedIn } from './support/api-client';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.close());

test('GET /banks lists code and name of every bank', async () => {
  const { status, response } = await signedIn(sandbox).get('/banks');
  expect(status).toBe(200);
  expect(response).toContainEqual({ code: '004', name: 'KB국민은행' });
});

test('GET /banks/:bank_standard_code is one of them; an unknown code is 404', async () => {
  const api = signedIn(sandbox);
  expect(await api.get('/banks/088')).toMatchObject({ status: 200, response: { code: '088', name: '신한은행' } });
  expect(await api.get('/banks/999')).toMatchObject({ status: 404, code: -1, response: null });
  expect(await api.get('/banks/constructor')).toMatchObject({ status: 404 });
});
