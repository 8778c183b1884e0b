import { Enum, Iamport, Request } from 'iamport-rest-client-nodejs';
import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';

/** PortOne's own client for Node, pointed at the sandbox by its `baseUrl`: no patch, no interception. */
let sandbox: Sandbox;
let client: Iamport;
beforeEach(async () => {
  sandbox = await createSandbox();
  client = new Iamport({ apiKey: sandbox.impKey, apiSecret: sandbox.impSecret, baseUrl: sandbox.url });
});
afterEach(() => sandbox.close());

const order = { imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 15_900 };
const { Payments, Prepare } = Request;
/** Its types want every field of a cancel; the API does not. */
type Cancel = Parameters<typeof Payments.cancel>[0];
const cancel = (fields: Partial<Cancel>) =>
  Payments.cancel({ imp_uid: 'imp_1', reason: '변심', ...fields } as Cancel).request(client);
const refusal = (code: number, message: string) => ({ response: { data: { code, message, response: null } } });

test('token: fetched once for many calls; wrong keys are a 401', async () => {
  sandbox.payments.create(order);
  for (let call = 0; call < 3; call += 1) await Payments.getByImpUid({ imp_uid: 'imp_1' }).request(client);
  expect(sandbox.calls.count('POST /users/getToken')).toBe(1);
  const stranger = new Iamport({ apiKey: sandbox.impKey, apiSecret: 'wrong', baseUrl: sandbox.url });
  await expect(Payments.getByImpUid({ imp_uid: 'imp_1' }).request(stranger)).rejects.toMatchObject({
    response: { status: 401 },
  });
});

test('look-up by imp_uid; an unknown one is a 404', async () => {
  sandbox.payments.create({ ...order, status: 'paid' });
  const { data } = await Payments.getByImpUid({ imp_uid: 'imp_1' }).request(client);
  expect(data.response).toMatchObject({ ...order, status: 'paid' });
  await expect(Payments.getByImpUid({ imp_uid: 'imp_9' }).request(client)).rejects.toMatchObject({
    response: { status: 404 },
  });
});

test('look-up of several: what is not there is named by the client from the 207', async () => {
  sandbox.payments.create({ ...order, status: 'paid' });
  const { data } = await Payments.getByImpUids({ imp_uid: ['imp_1', 'imp_9'] }).request(client);
  expect(data).toMatchObject({ response: [{ imp_uid: 'imp_1' }], failed: ['imp_9'] });
});

test('by order and status: one, and in pages', async () => {
  sandbox.payments.create({ ...order, status: 'paid' });
  const paid = { merchant_uid: 'order-1', status: Enum.StatusEnum.PAID, sorting: Enum.SortingEnum.STARTED_DESC };
  expect((await Payments.getByMerchantUid(paid).request(client)).data.response).toMatchObject({ imp_uid: 'imp_1' });
  expect((await Payments.getByMerchantUids({ ...paid, page: 1 }).request(client)).data.response).toMatchObject({
    list: [{ imp_uid: 'imp_1' }],
  });
});

test('cancel: a part with its checksum, a stale checksum, the rest, and a refusal', async () => {
  sandbox.payments.create({ ...order, status: 'paid' });
  expect((await cancel({ amount: 900, checksum: 15_900 })).data.response).toMatchObject({
    status: 'cancelled',
    cancel_amount: 900,
  });
  await expect(cancel({ amount: 900, checksum: 15_900 })).rejects.toMatchObject({ response: { data: { code: 1 } } });
  expect((await cancel({})).data.response).toMatchObject({ cancel_amount: 15_900 });
  await expect(cancel({})).rejects.toMatchObject(refusal(1, '이미 전액취소된 주문입니다.'));
});

test('prepare: registers, reads, and refuses twice', async () => {
  const prepared = { merchant_uid: 'order-1', amount: 15_900 };
  expect((await Prepare.postAmount(prepared).request(client)).data.response).toMatchObject(prepared);
  expect((await Prepare.getAmount({ merchant_uid: 'order-1' }).request(client)).data.response).toMatchObject(prepared);
  await expect(Prepare.postAmount(prepared).request(client)).rejects.toMatchObject({
    response: { data: { code: 1, message: expect.stringContaining('이미 등록된 merchant_uid입니다') as string } },
  });
});
