import { createSandbox, type Sandbox } from '../../../sandbox/iamport/create-sandbox';
import type { SandboxOptions } from '../../../sandbox/iamport/sandbox-options';
import { startReceiver, type Receiver, type ReceiverAnswer } from './support/start-receiver';

const order = { imp_uid: 'imp_1', merchant_uid: 'order-1', amount: 15900 };

let open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.map((it) => it.close()));
  open = [];
});

async function receiver(answer?: (call: number) => ReceiverAnswer): Promise<Receiver> {
  const started = await startReceiver(answer);
  open.push(started);
  return started;
}

async function sandboxFor(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  open.push(sandbox);
  return sandbox;
}

describe('events that are reported', () => {
  const ready = (sandbox: Sandbox) => sandbox.payments.create(order);
  const issued = (sandbox: Sandbox) => {
    ready(sandbox);
    sandbox.payments.issueVirtualAccount('imp_1');
  };
  const paid = (sandbox: Sandbox) => sandbox.payments.create({ ...order, status: 'paid' });
  type Step = (sandbox: Sandbox) => unknown;
  const rows: { event: string; given: Step; when: Step; reported: string[] }[] = [
    { event: 'approved', given: ready, when: (it) => it.payments.approve('imp_1'), reported: ['paid'] },
    {
      event: 'account issued',
      given: ready,
      when: (it) => it.payments.issueVirtualAccount('imp_1'),
      reported: ['ready'],
    },
    { event: 'deposited', given: issued, when: (it) => it.payments.deposit('imp_1'), reported: ['ready', 'paid'] },
    {
      event: 'cancelled in the console',
      given: paid,
      when: (it) => it.payments.consoleCancel('imp_1'),
      reported: ['cancelled'],
    },
    {
      event: 'failed, then approved later',
      given: ready,
      when: (it) => {
        it.payments.decline('imp_1');
        it.payments.approve('imp_1');
      },
      reported: ['paid'],
    },
    { event: 'failed', given: ready, when: (it) => it.payments.decline('imp_1'), reported: [] },
    {
      event: 'created or changed by hand',
      given: ready,
      when: (it) => it.payments.change('imp_1', { status: 'paid' }),
      reported: [],
    },
    { event: 'account expired', given: issued, when: (it) => it.payments.expire('imp_1'), reported: ['ready'] },
    { event: 'account revoked', given: issued, when: (it) => it.payments.revoke('imp_1'), reported: ['ready'] },
  ];

  test.each(rows)('$event: $reported', async ({ given, when, reported }) => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: shop.url });
    given(sandbox);
    await sandbox.webhooks.settled();
    when(sandbox);
    await sandbox.webhooks.settled();
    const cancellation = { cancellation_id: sandbox.payments.get('imp_1')?.cancel_history[0]?.cancellation_id };
    const body = (status: string) => ({
      imp_uid: 'imp_1',
      merchant_uid: 'order-1',
      status,
      ...(status === 'cancelled' ? cancellation : {}),
    });
    expect(shop.bodies()).toEqual(reported.map(body));
  });

  test('cancellation_id can be null in every other event', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: shop.url, cancellationIdWhenUnset: 'null' });
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    expect(shop.bodies()).toEqual([
      { imp_uid: 'imp_1', merchant_uid: 'order-1', status: 'paid', cancellation_id: null },
    ]);
  });
});

describe('the encoding', () => {
  test('is JSON unless the console says form', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: shop.url });
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    sandbox.settings.change({ webhookFormat: 'form' });
    sandbox.payments.consoleCancel('imp_1');
    await sandbox.webhooks.settled();
    const id = sandbox.payments.get('imp_1')?.cancel_history[0]?.cancellation_id;
    expect(shop.received).toEqual([
      {
        path: '/',
        contentType: 'application/json',
        text: '{"imp_uid":"imp_1","merchant_uid":"order-1","status":"paid"}',
      },
      {
        path: '/',
        contentType: 'application/x-www-form-urlencoded',
        text: `imp_uid=imp_1&merchant_uid=order-1&status=cancelled&cancellation_id=${id}`,
      },
    ]);
  });
});

describe('the address', () => {
  test('is the console URL of the payment’s mode', async () => {
    const [live, testing] = [await receiver(), await receiver()];
    const sandbox = await sandboxFor({ webhookUrl: { live: live.url, test: testing.url } });
    sandbox.payments.create({ ...order, imp_uid: 'imp_live' });
    sandbox.payments.create({ ...order, imp_uid: 'imp_test', sandbox: true });
    sandbox.payments.approve('imp_live');
    sandbox.payments.approve('imp_test');
    await sandbox.webhooks.settled();
    expect(live.bodies()).toMatchObject([{ imp_uid: 'imp_live' }]);
    expect(testing.bodies()).toMatchObject([{ imp_uid: 'imp_test' }]);
  });

  test('is every notice_url instead, where the payment has some', async () => {
    const [inConsole, first, second] = [await receiver(), await receiver(), await receiver()];
    const sandbox = await sandboxFor({ webhookUrl: inConsole.url });
    sandbox.payments.create(order, { noticeUrls: [`${first.url}/a`, `${second.url}/b`] });
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    expect(first.received).toMatchObject([{ path: '/a' }]);
    expect(second.received).toMatchObject([{ path: '/b' }]);
    expect(inConsole.received).toEqual([]);
  });

  test('may be nonsense: the delivery fails, and nothing else does', async () => {
    const sandbox = await sandboxFor({});
    sandbox.payments.create(order, { noticeUrls: ['nowhere'] });
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'failed', status: 0 }]);
  });

  test('may be missing: then nothing is sent, and the log says so', async () => {
    const sandbox = await sandboxFor({});
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'no-url', body: { status: 'paid' }, targets: [] }]);
  });

  test('of a resend is that of the first webhook, also when the console’s has changed', async () => {
    const [before, after] = [await receiver(), await receiver()];
    const sandbox = await sandboxFor({ webhookUrl: before.url });
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    sandbox.settings.change({ webhookUrl: after.url });
    expect(await sandbox.webhooks.resend('imp_1')).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(before.received).toHaveLength(2);
    expect(after.received).toEqual([]);
  });
});

describe('delivery', () => {
  /** A sandbox that does not wait between resends, and the waits it asked for. */
  async function retrying(answer: (call: number) => ReceiverAnswer, options: SandboxOptions = {}) {
    const shop = await receiver(answer);
    const waits: number[] = [];
    const sleep = async (ms: number) => void waits.push(ms);
    const sandbox = await sandboxFor({ webhookUrl: shop.url, sleep, ...options });
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.webhooks.settled();
    const [entry] = sandbox.webhooks.log();
    return { waits, entry, statuses: entry?.targets[0]?.attempts.map(({ status }) => status) };
  }

  test.each([
    { name: '500', answer: 500, status: 500 },
    { name: 'a broken connection', answer: 'reset', status: 0 },
  ] as const)('without retry, $name is the end of it; the payment stays paid', async ({ answer, status }) => {
    const { entry, statuses, waits } = await retrying(() => answer);
    expect(entry).toMatchObject({ outcome: 'failed', status });
    expect(statuses).toEqual([status]);
    expect(waits).toEqual([]);
  });

  test.each([
    { name: '500 for ever', answer: () => 500, statuses: [500, 500, 500, 500, 500, 500], outcome: 'failed' },
    {
      name: '503, then 200',
      answer: (call) => (call < 3 ? 503 : 200),
      statuses: [503, 503, 200],
      outcome: 'delivered',
    },
    {
      name: 'no answer, then 201',
      answer: (call) => (call < 2 ? 'reset' : 201),
      statuses: [0, 201],
      outcome: 'delivered',
    },
    { name: '400', answer: () => 400, statuses: [400], outcome: 'failed' },
    { name: '429', answer: () => 429, statuses: [429], outcome: 'failed' },
    { name: '302', answer: () => 302, statuses: [302], outcome: 'failed' },
    { name: '200', answer: () => 200, statuses: [200], outcome: 'delivered' },
  ] as { name: string; answer: (call: number) => ReceiverAnswer; statuses: number[]; outcome: string }[])(
    'with retry, $name is $statuses: up to 5 resends, a minute apart',
    async ({ answer, statuses, outcome }) => {
      const told = await retrying(answer, { webhookRetry: true });
      expect(told.statuses).toEqual(statuses);
      expect(told.entry).toMatchObject({ outcome });
      expect(told.waits).toEqual(statuses.slice(1).map(() => 60_000));
    },
  );

  test('the first attempt is given up when its answer takes too long', async () => {
    const { entry } = await retrying(() => 'silence', { webhookReadTimeoutMs: 20 });
    expect(entry?.targets[0]?.attempts).toMatchObject([{ status: 0, error: 'no answer after 20 ms' }]);
  });

  test('a resend has a time limit of its own', async () => {
    const answer = (call: number): ReceiverAnswer => (call === 1 ? 500 : 'silence');
    const limits = { webhookRetry: true, webhookResendTimeoutMs: 20 };
    const { entry } = await retrying(answer, limits);
    expect(entry?.targets[0]?.attempts.map(({ error }) => error)).toEqual([
      null,
      ...Array.from({ length: 5 }, () => 'no answer after 20 ms'),
    ]);
  });

  test('the limits are those of the contract unless set otherwise', async () => {
    const sandbox = await sandboxFor({});
    expect(sandbox.settings.current()).toMatchObject({
      webhookConnectTimeoutMs: 10_000,
      webhookReadTimeoutMs: 30_000,
      webhookResendTimeoutMs: 15_000,
      webhookRetryIntervalMs: 60_000,
      webhookRetry: false,
    });
  });

  test('closing the sandbox gives up what is under way', async () => {
    const shop = await receiver(() => 'silence');
    const sandbox = await createSandbox({ webhookUrl: shop.url, webhookRetry: true });
    sandbox.payments.create(order);
    sandbox.payments.approve('imp_1');
    await sandbox.close();
    expect(sandbox.webhooks.log()).toMatchObject([{ outcome: 'failed', status: 0 }]);
  });
});

describe('webhooks by hand', () => {
  test('the console’s test button sends its fixed payload', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: { live: shop.url } });
    expect(await sandbox.webhooks.sendTestPayload()).toMatchObject({ outcome: 'delivered' });
    expect(await sandbox.webhooks.sendTestPayload('test')).toMatchObject({ outcome: 'no-url' });
    const payload = { imp_uid: 'imp_1234567890', merchant_uid: 'merchant_1234567890', status: 'ready' };
    expect(shop.bodies()).toEqual([payload]);
  });

  test('an escrow change carries the present status and the change', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: shop.url, now: () => new Date(5000) });
    sandbox.payments.create({ ...order, status: 'paid' });
    await sandbox.webhooks.sendEscrowChanged('imp_1', { escrow_status: 'delivered' });
    const extra = { escrow_status: 'delivered', changed_at: 5, denied_reason: null };
    expect(shop.bodies()).toEqual([
      { event: 'Inicis.Escrow.Changed', imp_uid: 'imp_1', merchant_uid: 'order-1', status: 'paid', extra },
    ]);
  });

  test('an escrow change as a form spells its extra in brackets', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: shop.url, webhookFormat: 'form' });
    sandbox.payments.create({ ...order, status: 'paid' });
    await sandbox.webhooks.sendEscrowChanged('imp_1', {
      escrow_status: 'denied',
      denied_reason: '변심',
      changed_at: 5,
    });
    const fields = Object.fromEntries(new URLSearchParams(shop.received[0]?.text));
    expect(fields).toMatchObject({ 'extra[escrow_status]': 'denied', 'extra[denied_reason]': '변심' });
  });

  test('a stale one tells an old status', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({ webhookUrl: shop.url });
    sandbox.payments.create({ ...order, status: 'cancelled' });
    expect(await sandbox.webhooks.send('imp_1', { status: 'paid' })).toMatchObject({
      outcome: 'delivered',
      status: 200,
    });
    expect(shop.bodies()).toMatchObject([{ imp_uid: 'imp_1', merchant_uid: 'order-1', status: 'paid' }]);
  });

  test('a forged one tells anything, anywhere', async () => {
    const shop = await receiver();
    const sandbox = await sandboxFor({});
    await sandbox.webhooks.send('imp_forged', {
      url: shop.url,
      merchant_uid: 'order-9',
      format: 'form',
      extra: { amount: 1 },
    });
    expect(shop.received).toMatchObject([{ text: 'imp_uid=imp_forged&merchant_uid=order-9&status=paid&amount=1' }]);
  });

  test('one for an unknown payment without an address is refused', async () => {
    const sandbox = await sandboxFor({});
    await expect(sandbox.webhooks.send('imp_9')).rejects.toThrow('there is no payment imp_9');
  });
});
