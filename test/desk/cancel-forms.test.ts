import { SCOPES } from '../../src/domain/access-key';
import { formOf, hiddenIn, useDesk, type DeskAnswer, type DeskVisitor } from '../support/desk';
import { liftTimeLimits } from '../support/lift-time-limits';

liftTimeLimits();

const desk = useDesk({ kim: SCOPES, operator: ['orders:read', 'operate'] });
const CANCEL = 'POST /payments/cancel';
const PART = { how: 'part', amount: '3,000', reason: '부분 반품' };
let kim: DeskVisitor;

beforeAll(async () => {
  kim = await desk.signedIn('kim');
});
beforeEach(() => desk.sandbox().calls.reset());
afterEach(() => {
  desk.sandbox().faults.clear();
  desk.sandbox().settings.reset();
});

const sent = () => desk.sandbox().calls.count(CANCEL);
const pathOf = (merchantUid: string) => `/desk/orders/${merchantUid}`;
const formPath = (merchantUid: string) => `${pathOf(merchantUid)}/cancel`;

/** Opens the page of an order in a tab. @returns the hidden fields of the form for a refund, a revocation or a closing */
async function openForm(merchantUid: string, kind = 'cancel', visitor = kim) {
  const { text } = await visitor.open(pathOf(merchantUid));
  return formOf(text, formPath(merchantUid), { kind }).fields;
}
/** The first step. */
const review = (merchantUid: string, fields: Record<string, string>) => kim.send(formPath(merchantUid), fields);
/** The second step, by the button of the page that the first one has answered. */
const confirm = (merchantUid: string, page: string) =>
  kim.send(formPath(merchantUid), { ...formOf(page, formPath(merchantUid)).fields, step: 'confirm' });
/** What the page says after the redirect. */
async function told(answer: DeskAnswer): Promise<string> {
  expect(answer.status).toBe(303);
  return /<p class="notice [^"]*" role="status">([^<]*)</.exec((await kim.open(answer.location ?? '')).text)?.[1] ?? '';
}

async function issued() {
  const merchantUid = await desk.order();
  const impUid = desk.pay(merchantUid, { status: 'ready', pay_method: 'vbank' });
  desk.sandbox().payments.issueVirtualAccount(impUid);
  await desk.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}
async function deposited() {
  const { merchantUid, impUid } = await issued();
  desk.sandbox().payments.deposit(impUid);
  await desk.webhook(impUid, merchantUid);
  return { merchantUid, impUid };
}

describe('a refund', () => {
  test('shows what will be sent and what remains, then sends it once', async () => {
    const { merchantUid, impUid } = await desk.paidOrder();
    const first = await review(merchantUid, { ...(await openForm(merchantUid)), ...PART });
    expect(first.status).toBe(200);
    const words = first.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const shown of [impUid, '3,000원', '64,900원', '61,900원', '부분 반품']) expect(words).toContain(shown);
    expect([sent(), (await desk.read(merchantUid)).cancels]).toEqual([0, []]);
    expect(await told(await confirm(merchantUid, first.text))).toBe('3,000원을 환불했습니다.');
    expect(await desk.read(merchantUid)).toMatchObject({
      status: 'partially_cancelled',
      cancels: [{ amount: 3_000, status: 'done', cause: 'shop' }],
    });
    expect(sent()).toBe(1);
  });

  test.each([
    ['3,000', '3,000원'],
    ['3000원', '3,000원'],
    ['3,000 원', '3,000원'],
    ['₩3,000', '3,000원'],
    ['3.000', null],
    ['3,00', null],
    ['3천원', null],
    ['-3000', null],
    ['$3000', null],
  ])('takes the amount %s as %s', async (amount, shown) => {
    const { merchantUid } = await desk.paidOrder();
    const { status, text } = await review(merchantUid, { ...(await openForm(merchantUid)), ...PART, amount });
    expect(status).toBe(shown === null ? 400 : 200);
    if (shown !== null) expect(text).toContain(`<strong><span class="money">${shown}</span></strong>`);
  });

  test('takes won of a payment in won only', async () => {
    const order = { amount: 10.5, currency: 'USD' };
    const { merchantUid } = await desk.paidOrder(order, { currency: 'USD' });
    const form = await openForm(merchantUid);
    expect((await review(merchantUid, { ...form, ...PART, amount: '3.50' })).status).toBe(200);
    expect((await review(merchantUid, { ...form, ...PART, amount: '3원' })).status).toBe(400);
  });

  test('the request_id is made with the form, and stays the same over both steps', async () => {
    const { merchantUid } = await desk.paidOrder();
    const form = await openForm(merchantUid);
    const first = await review(merchantUid, { ...form, ...PART });
    const { request_id } = formOf(first.text, formPath(merchantUid)).fields;
    expect(request_id).toBe(form['request_id']);
    await confirm(merchantUid, first.text);
    expect((await desk.read(merchantUid)).cancels).toMatchObject([{ request_id }]);
    expect((await openForm(merchantUid))['request_id']).not.toBe(request_id);
  });

  test('a button pressed twice, at once and later, and a reloaded confirmation give it back once', async () => {
    const { merchantUid } = await desk.paidOrder();
    const form = await openForm(merchantUid);
    const { text } = await review(merchantUid, { ...form, ...PART });
    const answers = await Promise.all([confirm(merchantUid, text), confirm(merchantUid, text)]);
    answers.push(await confirm(merchantUid, text), await review(merchantUid, { ...form, ...PART }));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect((await desk.read(merchantUid)).cancels).toMatchObject([{ amount: 3_000 }]);
    expect(sent()).toBe(1);
  });

  test.each<[string, boolean]>([
    ['after the first tab is done', false],
    ['before, and pressed after it', true],
  ])('a part in two tabs is given back once: the second is reviewed %s', async (_, isReviewedBefore) => {
    const { merchantUid } = await desk.paidOrder();
    const [one, other] = [await openForm(merchantUid), await openForm(merchantUid)];
    expect(one['request_id']).not.toBe(other['request_id']);
    const first = await review(merchantUid, { ...one, ...PART });
    const before = isReviewedBefore ? await review(merchantUid, { ...other, ...PART }) : null;
    await confirm(merchantUid, first.text);
    const second = before ? await confirm(merchantUid, before.text) : await review(merchantUid, { ...other, ...PART });
    expect(second.status).toBe(409);
    expect(second.text).toContain('화면을 연 뒤에 환불 가능 금액이 달라져');
    expect(second.text).toContain('현재 환불 가능 금액: 61,900원');
    expect(second.text).toContain(`href="${pathOf(merchantUid)}"`);
    expect((await desk.read(merchantUid)).cancels).toHaveLength(1);
    expect(sent()).toBe(1);
  });

  test('a form that was used is refused with other content', async () => {
    const { merchantUid } = await desk.paidOrder();
    const form = await openForm(merchantUid);
    await confirm(merchantUid, (await review(merchantUid, { ...form, ...PART })).text);
    const again = await review(merchantUid, { ...form, ...PART, amount: '5000' });
    expect([again.status, sent()]).toEqual([409, 1]);
    expect(again.text).toContain('이미 다른 내용으로 처리되었습니다');
  });

  test('of all that is left is as much as was seen', async () => {
    const { merchantUid } = await desk.paidOrder();
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid)), how: 'all', reason: '변심' });
    expect(await told(await confirm(merchantUid, text))).toBe('64,900원을 환불했습니다.');
    expect(await desk.read(merchantUid)).toMatchObject({ status: 'cancelled' });
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['no amount', { how: 'part', amount: '' }, 'amount', '0보다 큰 금액'],
    ['no choice', { how: '', amount: '' }, 'how', '전부 또는 일부'],
    ['all and an amount', { how: 'all', amount: '3000' }, 'how', '전부 또는 일부'],
    ['an amount in words', { amount: '삼천원' }, 'amount', '0보다 큰 금액'],
    ['a negative amount', { amount: '-3000' }, 'amount', '0보다 큰 금액'],
    ['a fraction of a won', { amount: '0.5' }, 'amount', '원 단위로 입력'],
    ['no reason', { reason: ' ' }, 'reason', '사유를 200자'],
    ['a bank that is none', { refund_bank: '신한 은행' }, 'refund_bank', '은행 코드를 입력'],
    ['more tax-free than the amount', { tax_free: '3001' }, 'tax_free', '면세 금액과 부가세의 합'],
  ])('with %s shows the form again with what was entered, and does nothing', async (_, fields, field, words) => {
    const { merchantUid } = await desk.paidOrder();
    const form = await openForm(merchantUid);
    const answer = await review(merchantUid, { ...form, ...PART, ...fields });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(words);
    expect(answer.text).toMatch(new RegExp(`name="${field}"[^>]*aria-invalid="true"`));
    expect(formOf(answer.text, formPath(merchantUid)).fields).toMatchObject({
      request_id: form['request_id'],
      if_cancellable: '64900',
    });
    expect((await desk.read(merchantUid)).cancels).toEqual([]);
  });

  test('of more than is left is a 409 at the amount', async () => {
    const { merchantUid } = await desk.paidOrder();
    const answer = await review(merchantUid, { ...(await openForm(merchantUid)), ...PART, amount: '64901' });
    expect([answer.status, sent()]).toEqual([409, 0]);
    expect(answer.text).toContain('환불 가능 금액보다 큽니다');
  });

  test('without what the person saw is refused: no form does more than its page has shown', async () => {
    const { merchantUid } = await desk.paidOrder();
    const form = { ...(await openForm(merchantUid)), ...PART, if_cancellable: '', step: 'confirm' };
    expect((await kim.send(formPath(merchantUid), form)).status).toBe(400);
    expect(sent()).toBe(0);
  });

  test('that the PG refuses is told, with its text among the cancels', async () => {
    const { merchantUid, impUid } = await desk.paidOrder();
    desk.sandbox().faults.set({ kind: 'pg-refusal', impUid, message: '취소 기한 경과 1234567', times: 1 });
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid)), ...PART });
    expect(await told(await confirm(merchantUid, text))).toContain('거절해 환불되지 않았습니다');
    const page = (await kim.open(pathOf(merchantUid))).text;
    expect(page).toContain('취소 기한 경과 ****567');
  });

  test('that i’mport cannot be asked about shows the confirmation again; the same button then does it once', async () => {
    const merchantUid = await desk.order();
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid, 'close')), reason: '품절' });
    desk.sandbox().faults.set({ kind: 'status', status: 500 });
    const failed = await confirm(merchantUid, text);
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('두 번 처리되지 않습니다');
    desk.sandbox().faults.clear();
    expect(await told(await confirm(merchantUid, failed.text))).toContain('주문을 종료했습니다');
  });

  test('goes back to the form with all that was entered', async () => {
    const { merchantUid } = await desk.paidOrder();
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid)), ...PART });
    const back = await kim.send(formPath(merchantUid), {
      ...formOf(text, formPath(merchantUid)).fields,
      step: 'change',
    });
    expect(back.status).toBe(200);
    expect(back.text).toContain('value="3,000"');
    expect(back.text).toContain('value="부분 반품"');
  });
});

describe('a virtual account', () => {
  const ACCOUNT = { refund_bank: '004', refund_account: '110-234-567890', refund_holder: '한바다' };

  test('the refund of its deposit needs a bank account, which the confirmation shows', async () => {
    const { merchantUid } = await deposited();
    const form = await openForm(merchantUid);
    const missing = await review(merchantUid, { ...form, ...PART });
    expect(missing.status).toBe(400);
    for (const name of ['refund_bank', 'refund_account', 'refund_holder']) {
      expect(missing.text).toMatch(new RegExp(`name="${name}"[^>]*aria-invalid="true"`));
    }
    const { text } = await review(merchantUid, { ...form, ...PART, ...ACCOUNT });
    for (const value of ['004 KB국민은행', '110-234-567890', '한바다']) expect(text).toContain(`<dd>${value}</dd>`);
    desk.sandbox().settings.change({ cancelMode: 'at-once' });
    expect(await told(await confirm(merchantUid, text))).toBe('3,000원을 환불했습니다.');
    expect((await kim.open(pathOf(merchantUid))).text).not.toContain('567890');
  });

  test('is revoked in two steps', async () => {
    const { merchantUid, impUid } = await issued();
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid, 'revoke')), reason: '재고 없음' });
    expect(text).toContain(impUid);
    expect(await told(await confirm(merchantUid, text))).toContain('가상계좌를 말소했습니다');
  });

  test('that the order has no room for is revoked all the same', async () => {
    const { merchantUid, impUid } = await issued();
    await desk
      .db()
      .collection<{ _id: string }>('orders')
      .updateOne({ _id: merchantUid }, { $set: { payments: [], unlistedAccounts: [impUid] } });
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid, 'revoke')), reason: '재고 없음' });
    expect(text).toContain(impUid);
    expect(await told(await confirm(merchantUid, text))).toContain('가상계좌를 말소했습니다');
  });

  test('that took its deposit meanwhile is not refunded by who wanted to revoke it', async () => {
    const { merchantUid, impUid } = await issued();
    const { text } = await review(merchantUid, { ...(await openForm(merchantUid, 'revoke')), reason: '재고 없음' });
    desk.sandbox().payments.deposit(impUid);
    await desk.webhook(impUid, merchantUid);
    const answer = await confirm(merchantUid, text);
    expect([answer.status, sent()]).toEqual([409, 0]);
    expect(answer.text).toContain('현재 환불 가능 금액: 64,900원');
  });
});

test('an order that was paid meanwhile is not refunded by who wanted to close it unpaid', async () => {
  const merchantUid = await desk.order();
  const { text } = await review(merchantUid, { ...(await openForm(merchantUid, 'close')), reason: '품절' });
  desk.pay(merchantUid);
  const answer = await confirm(merchantUid, text);
  expect([answer.status, sent()]).toEqual([409, 0]);
  expect(await desk.read(merchantUid)).toMatchObject({ status: 'paid', cancels: [] });
});

test('a duplicate payment has a form of its own, and a link can name it', async () => {
  const { merchantUid, impUid } = await desk.paidOrder();
  const duplicate = desk.pay(merchantUid);
  await desk.callback(duplicate, merchantUid);
  const { text } = await kim.open(`${pathOf(merchantUid)}?imp_uid=${duplicate}`);
  expect(formOf(text, formPath(merchantUid), { kind: 'cancel' }).fields['imp_uid']).toBe(duplicate);
  expect(formOf(text, formPath(merchantUid), { imp_uid: impUid }).fields['request_id']).not.toBe(
    formOf(text, formPath(merchantUid), { imp_uid: duplicate }).fields['request_id'],
  );
});

test('two payments are told apart, and who refunds the one of the order is told of the other', async () => {
  const { merchantUid, impUid } = await desk.paidOrder();
  const duplicate = desk.pay(merchantUid);
  await desk.callback(duplicate, merchantUid);
  const { text } = await kim.open(pathOf(merchantUid));
  const warning = `주문에 반영되지 않은 결제가 따로 있습니다: ${duplicate} (64,900원)`;
  const formFor = (id: string) => formOf(text, formPath(merchantUid), { kind: 'cancel', imp_uid: id });
  const good = await review(merchantUid, { ...formFor(impUid).fields, ...PART });
  expect(good.text).toContain('이 주문의 결제');
  expect(good.text).toContain(warning);
  const second = await review(merchantUid, { ...formFor(duplicate).fields, ...PART });
  expect(second.text).toContain('중복 결제');
  expect(second.text).not.toContain(warning);
  expect(text.split(warning)).toHaveLength(2);
});

test('a key without refunds sees no form, gets 403 by hand, and the audit log has the try', async () => {
  const { merchantUid } = await desk.paidOrder();
  const operator = await desk.signedIn('operator');
  const { text } = await operator.open(pathOf(merchantUid));
  expect(text).not.toContain(formPath(merchantUid));
  const { csrf = '' } = hiddenIn(text);
  const fields = { ...(await openForm(merchantUid)), ...PART, csrf, step: 'confirm' };
  expect((await operator.send(formPath(merchantUid), fields)).status).toBe(403);
  expect(sent()).toBe(0);
  const tries = await desk.db().collection('audit').find({ actor: 'operator', action: 'refused' }).toArray();
  expect(tries).toMatchObject([
    { details: { route: 'POST /desk/orders/:merchant_uid/cancel', scope: 'refunds' }, merchantUid: null },
  ]);
});

test('the address of an answer leads back to the order: opened anew, and for the other language', async () => {
  const { merchantUid } = await desk.paidOrder();
  for (const query of ['', '?lang=en']) {
    const answer = await kim.open(`${formPath(merchantUid)}${query}`);
    expect(answer.status).toBe(303);
  }
  expect((await kim.open(formPath(merchantUid))).location).toBe(pathOf(merchantUid));
  kim.cookies.delete('__Secure-desk-language');
});

test('the audit log has who gave money back, and why', async () => {
  const { merchantUid } = await desk.paidOrder();
  const { text } = await review(merchantUid, { ...(await openForm(merchantUid)), ...PART });
  await confirm(merchantUid, text);
  const page = (await kim.open(pathOf(merchantUid))).text;
  expect(page).toMatch(/키 kim · 부분 반품 · 3,000원 · imp_\d+ · 접수/);
});
