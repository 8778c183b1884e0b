import { LIMITS } from '../../src/composition/limits';
import { koreanDayOf, startOfKoreanDay } from '../../src/lib/korean-date';
import { useDesk } from '../support/desk';
import { waitUntil } from '../support/wait-until';

const DAY_MS = 24 * 60 * 60_000;
jest.replaceProperty(LIMITS, 'desk', {
  ...LIMITS.desk,
  day: { ...LIMITS.desk.day, keepMs: 1 as never, maxOrders: 8 as never },
});
jest.replaceProperty(LIMITS, 'backlogKeepMs', 1 as never);

const desk = useDesk({ kim: ['orders:read'] }, { DUPLICATE_PAYMENT: 'hold' });
const now = () => new Date(desk.timeIn(0));
/** A moment of the day that many days ago, at an hour in Korea. */
const at = (daysAgo: number, hour: number) => {
  const start = startOfKoreanDay(koreanDayOf(new Date(now().getTime() - daysAgo * DAY_MS))) ?? now();
  return new Date(start.getTime() + hour * 60 * 60_000);
};
const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);

/** All happens in one hour of one day. */
beforeAll(() => {
  const tenPast10 = at(-1, 10).getTime() + 10 * 60_000;
  desk.letPass(tenPast10 - now().getTime());
});

/** The cells of the table with this caption, by rows. */
function tableIn(text: string, caption: string): string[][] {
  const [table = ''] = text.split('<table').filter((part) => part.includes(`>${caption}</caption>`));
  const [, body = ''] = /<tbody[^>]*>([\s\S]*?)<\/tbody>/.exec(table) ?? [];
  return body
    .split('<tr')
    .slice(1)
    .map((row) =>
      [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '')),
    );
}

async function paidAt(paid_at: Date, fields: Record<string, unknown> = {}, payment: Record<string, unknown> = {}) {
  const merchantUid = await desk.order(fields);
  const started_at = seconds(paid_at);
  const impUid = desk.pay(merchantUid, { paid_at: started_at, started_at, ...payment });
  await desk.callback(impUid, merchantUid);
  return { merchantUid, impUid };
}

test('a day without payments says so, and draws no chart', async () => {
  const kim = await desk.signedIn('kim');
  const { text } = await kim.open('/desk?day=2020-01-01');
  expect(text).toContain('이날은 결제도 환불도 없습니다');
  expect(text).not.toContain('<svg');
});

test('sums and numbers of a day stand by hour, with what was refunded, and lead to their lists', async () => {
  const { merchantUid } = await desk.paidOrder();
  const other = await desk.paidOrder({ amount: 1_000 }, { amount: 1_000 });
  expect((await desk.cancel(merchantUid, { amount: 4_900 })).status).toBe(200);
  const kim = await desk.signedIn('kim');
  const day = koreanDayOf(now());
  const { text } = await kim.open('/desk');
  expect(text).toMatch(
    new RegExp(
      `paid_from=${day}&amp;paid_to=${day}"><span class="money">65,900원</span></a><span class="soft small">2건`,
    ),
  );
  expect(text).toMatch(/href="#refunds"><span class="money">4,900원<\/span><\/a><span class="soft small">1건/);
  expect(text).toMatch(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} 기준/);
  const refunds = tableIn(text, `${day}의 환불`);
  expect(refunds.map((row) => row.slice(1))).toEqual([[merchantUid, '4,900원']]);
  const rows = tableIn(text, '시간대별 결제와 환불 막대그래프 (KRW). 같은 값이 아래 표에 있습니다.');
  expect(rows.map(([, paid]) => paid).join()).toContain('65,900원 (2건)');
  expect(rows.map(([, , refunded]) => refunded).join()).toContain('4,900원 (1건)');
  expect(text.match(/<rect class="paid"/g)).toHaveLength(1);
  expect(other.merchantUid).not.toBe(merchantUid);
});

test('a payment that settles no order is in the sum, and named apart', async () => {
  const { merchantUid } = await desk.paidOrder();
  const again = desk.pay(merchantUid);
  await desk.callback(again, merchantUid);
  const kim = await desk.signedIn('kim');
  const { text } = await kim.open('/desk');
  expect(text).toMatch(/보류·중복<\/dt><dd><a href="\/desk\/attention"><span class="money">64,900원<\/span>/);
});

test('what waits, what needs attention and what failed lead to their lists', async () => {
  const waiting = await desk.order();
  const kim = await desk.signedIn('kim');
  const { text } = await waitUntil(async () => {
    const page = await kim.open('/desk');
    return page.text.includes('/desk/attention?reason=duplicate') && page;
  });
  expect(waiting).not.toBe('');
  expect(text).toMatch(/href="\/desk\/orders\?status=pending">1<\/a><span class="soft small">가장 오래된 것 <time/);
  expect(text).toContain('href="/desk/attention?reason=duplicate">1</a>');
});

test('success is counted by method and PG of the orders registered that day', async () => {
  const failed = await desk.order();
  await desk.callback(desk.pay(failed, { status: 'failed', pay_method: 'kakaopay', pg_provider: 'kakaopay' }), failed);
  const paid = await desk.order();
  await desk.callback(desk.pay(paid, { pay_method: 'kakaopay', pg_provider: 'kakaopay' }), paid);
  const kim = await desk.signedIn('kim');
  const rows = tableIn((await kim.open('/desk')).text, '결제수단·PG별 성공률');
  expect(rows).toContainEqual(['카카오페이', '카카오페이', '1', '1', '50.0%']);
});

test('the breaker and the passes of the instance are shown', async () => {
  const kim = await desk.signedIn('kim');
  const { text } = await kim.open('/desk');
  expect(text).toMatch(/서비스 요청<\/dt><dd><span class="label good">정상/);
  expect(tableIn(text, '백그라운드 작업').map(([name]) => name)).toContain('발송: 쇼핑몰 서버 이벤트');
});

test('a day with more orders than are read says so', async () => {
  for (let count = 0; count < 6; count += 1) await paidAt(at(0, 0), { amount: 100 }, { amount: 100 });
  const kim = await desk.signedIn('kim');
  const { text } = await kim.open('/desk');
  expect(text).toContain('일부만 합산했습니다');
  expect(text).toContain('일부 주문으로 계산했습니다');
});

test.each(['2026-13-01', '2026-11-31', 'yesterday'])('%s is no day: 400, with words', async (day) => {
  const kim = await desk.signedIn('kim');
  const answer = await kim.open(`/desk?day=${day}`);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('must be a Korean day');
});

test('a refund under way tells since when, and leads to its order', async () => {
  const { merchantUid } = await desk.paidOrder();
  desk.sandbox().settings.change({ cancelMode: 'later' });
  await desk.cancel(merchantUid, { amount: 1_000 });
  const kim = await desk.signedIn('kim');
  expect((await kim.open('/desk')).text).toMatch(
    new RegExp(
      `처리 중인 환불</dt><dd><a href="/desk/orders/${merchantUid}">1</a><span class="soft small">가장 오래된`,
    ),
  );
});
