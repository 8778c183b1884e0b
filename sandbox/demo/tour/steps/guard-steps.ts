import type { ExpectedAnswer } from '../exchange';
import type { PaymentIds, Tour, TourStep } from '../tour-step';

/** What stops a payment before it is approved, and what gives money back after it. */
export const guardSteps: readonly TourStep[] = [
  {
    title: "Just before approval i'mport asks: the amount of the order goes on, a lowered one is stopped",
    async run(tour) {
      const merchant_uid = await tour.register({ name: '캠핑 의자', amount: 45000 });
      const ids = tour.pay({ merchant_uid, amount: 45000 });
      await confirm(tour, ids, 450, { http: 409, fields: { reason: '결제 금액이 주문 금액과 다릅니다.' } });
      await confirm(tour, ids, 45000, { http: 200 });
      tour.sandbox.payments.approve(ids.imp_uid);
      await tour.webhooks();
      await tour.read(merchant_uid, { status: 'paid' });
    },
  },
  {
    title: 'Money goes back: a part, the same request again, too much, and the rest',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '머그컵 세트', amount: 32000 });
      const ids = tour.pay({ merchant_uid, amount: 32000, status: 'paid' });
      await tour.callback(ids, { http: 200, fields: { status: 'success' } });
      const part = { request_id: 'return-1', amount: 12000, reason: '부분 반품' };
      const given = { http: 200, fields: { status: 'cancelDone', 'cancel.amount': 12000 } };
      await tour.cancel(merchant_uid, part, given);
      await tour.cancel(merchant_uid, part, given);
      const tooMuch = { request_id: 'return-2', amount: 20001, reason: '반품' };
      await tour.cancel(merchant_uid, tooMuch, { http: 409, fields: { status: 'aboveBalance', cancellable: 20000 } });
      await tour.read(merchant_uid, { status: 'partially_cancelled' });
      const rest = { request_id: 'return-3', all: true, reason: '전체 반품' };
      await tour.cancel(merchant_uid, rest, { http: 200, fields: { status: 'cancelDone', 'cancel.amount': 20000 } });
      await tour.read(merchant_uid, { status: 'cancelled' });
      const history = tour.sandbox.payments.get(ids.imp_uid)?.cancel_history.map(({ amount }) => amount) ?? [];
      tour.check(history.join() === '12000,20000', `i'mport gave back ${history.join(' and ')}`);
    },
  },
];

/** I'mport's question; no page of ours can be in its way (§6). */
async function confirm(tour: Tour, ids: PaymentIds, amount: number, expected: ExpectedAnswer): Promise<void> {
  await tour.send({
    actor: "i'mport",
    method: 'POST',
    path: '/payments/confirm',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...ids, amount }),
    expected,
  });
}
