import { SCOPES } from '../../src/domain/access-key';
import type { OrderDocument } from '../../src/store/order.model';
import { buildEntry } from '../support/build-entry';
import { formOf, hiddenIn, useDesk, type DeskAnswer, type DeskVisitor } from '../support/desk';
import { liftTimeLimits } from '../support/lift-time-limits';
import { useReceiver } from '../support/receiver';
import { waitUntil } from '../support/wait-until';

liftTimeLimits();

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const receiver = useReceiver();
const desk = useDesk({ kim: SCOPES, finance: ['orders:read', 'refunds'] }, () => ({
  SHOP_WEBHOOK_URL: receiver.url(),
  SHOP_WEBHOOK_SECRET: SECRET,
}));
const HOUR_S = 3_600;
let kim: DeskVisitor;
beforeAll(async () => {
  kim = await desk.signedIn('kim');
});
afterEach(() => desk.sandbox().faults.clear());

const pathOf = (merchantUid: string) => `/desk/orders/${merchantUid}`;
const open = async (merchantUid: string) => (await kim.open(pathOf(merchantUid))).text;
/** The hidden fields of a form of the order's page. */
const formFor = async (merchantUid: string, form: string, having: Record<string, string> = {}) =>
  formOf(await open(merchantUid), `${pathOf(merchantUid)}/${form}`, having).fields;
const send = (merchantUid: string, form: string, fields: Record<string, string>) =>
  kim.send(`${pathOf(merchantUid)}/${form}`, fields);
async function told(answer: DeskAnswer): Promise<string> {
  expect(answer.status).toBe(303);
  return /<p class="notice [^"]*" role="status">([^<]*)</.exec((await kim.open(answer.location ?? '')).text)?.[1] ?? '';
}
const auditOf = (merchantUid: string, action: string) =>
  waitUntil(async () => {
    desk.runPasses();
    const found = await desk.db().collection('audit').find({ merchantUid, action }).toArray();
    return found.length > 0 && found;
  });

describe('recheck', () => {
  test('records what was lost, and says so; a second press is told the same and asks no more', async () => {
    const merchantUid = await desk.order();
    desk.pay(merchantUid);
    const fields = await formFor(merchantUid, 'recheck');
    expect(await told(await send(merchantUid, 'recheck', fields))).toContain('결제 1건이 달라서 반영했습니다');
    expect(await desk.read(merchantUid)).toMatchObject({ status: 'paid' });
    expect(await told(await send(merchantUid, 'recheck', fields))).toContain('결제 1건이 달라서 반영했습니다');
    expect(await auditOf(merchantUid, 'recheck')).toHaveLength(1);
    const again = await formFor(merchantUid, 'recheck');
    expect(await told(await send(merchantUid, 'recheck', again))).toContain('주문과 일치합니다');
  });

  test('that i’mport does not answer is told, and may be sent again', async () => {
    const merchantUid = await desk.order();
    const fields = await formFor(merchantUid, 'recheck');
    desk.sandbox().faults.set({ kind: 'status', status: 500 });
    const answer = await send(merchantUid, 'recheck', fields);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.text).toContain('제때 응답하지 않아');
    desk.sandbox().faults.clear();
    expect(await told(await send(merchantUid, 'recheck', fields))).toContain('아임포트에 이 주문의 결제가 없습니다');
  });

  test('of an unknown order is a 404', async () => {
    const { csrf = '' } = hiddenIn((await kim.open('/desk/orders')).text);
    expect((await send('nobody', 'recheck', { csrf })).status).toBe(404);
  });
});

describe('acknowledge', () => {
  async function forged(): Promise<string> {
    const merchantUid = await desk.order({ buyer: { name: '한바다' } });
    await desk.webhook(desk.pay(merchantUid, { amount: 100 }), merchantUid);
    return merchantUid;
  }

  test('takes the order off the list; the note is in the audit log, with the buyer masked', async () => {
    const merchantUid = await forged();
    const fields = { ...(await formFor(merchantUid, 'acknowledge')), reason: '한바다 님과 통화' };
    expect(await told(await send(merchantUid, 'acknowledge', fields))).toContain('목록에서 내렸습니다');
    expect(await desk.read(merchantUid)).toMatchObject({ needs_attention: false });
    expect(await auditOf(merchantUid, 'acknowledge')).toMatchObject([{ actor: 'kim', reason: '*** 님과 통화' }]);
    expect(await told(await send(merchantUid, 'acknowledge', fields))).toContain('목록에서 내렸습니다');
    expect(await auditOf(merchantUid, 'acknowledge')).toHaveLength(1);
    expect(await open(merchantUid)).not.toContain(`${pathOf(merchantUid)}/acknowledge`);
  });

  test('of what has grown since is a 409 that says to read again', async () => {
    const merchantUid = await forged();
    const fields = await formFor(merchantUid, 'acknowledge');
    await desk.webhook(desk.pay(merchantUid, { amount: 200 }), merchantUid);
    const answer = await send(merchantUid, 'acknowledge', { ...fields, reason: '' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('다시 확인한 뒤');
    expect(await desk.read(merchantUid)).toMatchObject({ needs_attention: true });
  });
});

describe('accept', () => {
  async function held() {
    const merchantUid = await desk.order();
    const seconds = Math.floor(Date.now() / 1_000) - 3 * HOUR_S;
    const impUid = desk.pay(merchantUid, { started_at: seconds, paid_at: seconds });
    await desk.callback(impUid, merchantUid);
    return { merchantUid, impUid };
  }

  test('settles the order with a payment that is held; a second press finds it settled', async () => {
    const { merchantUid, impUid } = await held();
    const fields = { ...(await formFor(merchantUid, 'accept', { imp_uid: impUid })), reason: '구매자 확인' };
    expect(await told(await send(merchantUid, 'accept', fields))).toContain('결제를 수락했습니다');
    expect(await told(await send(merchantUid, 'accept', fields))).toContain('결제를 수락했습니다');
    expect(await desk.read(merchantUid)).toMatchObject({ status: 'paid', paid_by: impUid });
    expect(await auditOf(merchantUid, 'accept')).toMatchObject([{ actor: 'kim', reason: '구매자 확인' }]);
  });

  test('without a reason shows the form again', async () => {
    const { merchantUid, impUid } = await held();
    const fields = await formFor(merchantUid, 'accept', { imp_uid: impUid });
    const answer = await send(merchantUid, 'accept', { ...fields, reason: '' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('사유를 200자 이내로');
    expect(await desk.read(merchantUid)).toMatchObject({ status: 'pending' });
  });

  test('of a payment that was refunded since says how it is judged now', async () => {
    const { merchantUid, impUid } = await held();
    const fields = { ...(await formFor(merchantUid, 'accept', { imp_uid: impUid })), reason: '구매자 확인' };
    desk.sandbox().payments.consoleCancel(impUid, { reason: '콘솔에서 취소' });
    const answer = await send(merchantUid, 'accept', fields);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('보류된 결제만 수락할 수 있습니다');
  });
});

describe('messages', () => {
  const outboxOf = async (merchantUid: string) => (await desk.stored(merchantUid))?.outbox ?? [];
  async function deadLetter() {
    const merchantUid = await desk.order();
    const id = `letter-of-${merchantUid}`;
    const entry = buildEntry({ id, attempts: 60, lastError: 'HTTP 500', deadAt: new Date() });
    await desk
      .db()
      .collection<OrderDocument>('orders')
      .updateOne({ _id: merchantUid }, { $push: { outbox: entry }, $set: { deadSince: new Date() } });
    return { merchantUid, id };
  }
  const delivered = (merchantUid: string) =>
    waitUntil(async () => {
      desk.runPasses();
      const outbox = await outboxOf(merchantUid);
      return outbox.length > 0 && outbox.every(({ deliveredAt }) => deliveredAt !== null) && outbox;
    });

  test('a dead letter is sent again once; a second press is told the same', async () => {
    const { merchantUid, id } = await deadLetter();
    const fields = await formFor(merchantUid, 'replay', { id });
    expect(await told(await send(merchantUid, 'replay', fields))).toContain('다시 보냅니다');
    expect(await told(await send(merchantUid, 'replay', fields))).toContain('다시 보냅니다');
    expect(await delivered(merchantUid)).toMatchObject([{ id, attempts: 61 }]);
    expect(await auditOf(merchantUid, 'replay')).toHaveLength(1);
  });

  test('of one that was delivered meanwhile, another tab is told so', async () => {
    const { merchantUid, id } = await deadLetter();
    const [one, other] = [await formFor(merchantUid, 'replay', { id }), await formFor(merchantUid, 'replay', { id })];
    await send(merchantUid, 'replay', one);
    await delivered(merchantUid);
    expect([404, 409]).toContain((await send(merchantUid, 'replay', other)).status);
  });

  test('a delivered event is sent again once, also from two tabs', async () => {
    const { merchantUid } = await desk.paidOrder();
    const [event] = await delivered(merchantUid);
    const id = event?.id ?? '';
    const tabs = [await formFor(merchantUid, 'resend', { id }), await formFor(merchantUid, 'resend', { id })];
    for (const fields of [...tabs, ...tabs]) {
      expect(await told(await send(merchantUid, 'resend', fields))).toContain('다시 보냅니다');
      await delivered(merchantUid);
    }
    expect(receiver.received.filter(({ headers }) => headers['webhook-id'] === id)).toHaveLength(2);
    expect(await auditOf(merchantUid, 'resend')).toHaveLength(1);
  });

  test('all delivered events are sent again once, also from two tabs', async () => {
    const { merchantUid } = await desk.paidOrder();
    await desk.cancel(merchantUid, { amount: 900 });
    await delivered(merchantUid);
    receiver.received.length = 0;
    const all = async () => {
      const forms = await open(merchantUid);
      const until = /name="until" value="([^"]+)"/.exec(forms)?.[1] ?? '';
      const { csrf = '', request_id = '' } = formOf(forms, `${pathOf(merchantUid)}/recheck`).fields;
      return { csrf, request_id, until };
    };
    const tabs = [await all(), await all()];
    for (const fields of tabs) {
      await send(merchantUid, 'resend', fields);
      await delivered(merchantUid);
    }
    expect(receiver.received).toHaveLength(2);
  });
});

test('a key that may not operate gets 403 for each of these forms', async () => {
  const merchantUid = await desk.order();
  const finance = await desk.signedIn('finance');
  const { csrf = '' } = hiddenIn((await finance.open(pathOf(merchantUid))).text);
  for (const form of ['recheck', 'acknowledge', 'replay', 'resend']) {
    const answer = await finance.send(`${pathOf(merchantUid)}/${form}`, { csrf, entries: '0' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('operate');
  }
});
