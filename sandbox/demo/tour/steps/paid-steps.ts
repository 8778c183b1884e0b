import type { TourStep } from '../tour-step';

const SUCCESS = { http: 200, fields: { status: 'success', message: 'General payment successful' } };

/** Payments that settle their order, one for each source. */
export const paidSteps: readonly TourStep[] = [
  {
    title: "Paid, reported by the browser's callback; the webhook comes later and changes nothing",
    async run(tour) {
      const merchant_uid = await tour.register({ name: '무선 이어폰', amount: 64900 });
      const ids = tour.pay({ merchant_uid, amount: 64900, status: 'paid' });
      await tour.callback(ids, SUCCESS);
      await tour.sandbox.webhooks.send(ids.imp_uid);
      await tour.webhooks();
      await tour.read(merchant_uid, { status: 'paid', paid_by: ids.imp_uid, 'history.length': 1 });
    },
  },
  {
    title: "The guide's jQuery sample: a form that is labelled as JSON",
    async run(tour) {
      const merchant_uid = await tour.register({ name: 'USB-C 케이블', amount: 9900 });
      const ids = tour.pay({ merchant_uid, amount: 9900, status: 'paid', pay_method: 'trans' });
      await tour.send({
        actor: 'browser',
        method: 'POST',
        path: '/payments/complete',
        headers: { 'Content-Type': 'application/json' },
        body: new URLSearchParams({ ...ids }).toString(),
        expected: SUCCESS,
      });
    },
  },
  {
    title: "Paid on a phone: a full-page redirect, sent on to the shop's own page; a reload changes nothing",
    async run(tour) {
      const merchant_uid = await tour.register({ name: '블루투스 스피커', amount: 39000 });
      const ids = tour.pay({ merchant_uid, amount: 39000, status: 'paid', channel: 'mobile' });
      const sentOn = { http: 303, fields: { merchant_uid, status: 'success' } };
      await tour.redirect({ ...ids, imp_success: 'true' }, sentOn);
      await tour.redirect({ ...ids, imp_success: 'true' }, sentOn);
      await tour.read(merchant_uid, { status: 'paid', 'history.length': 1, 'history.0.source': 'redirect' });
    },
  },
  {
    title: 'Paid, and the browser is gone: the webhook alone settles the order',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '기계식 키보드', amount: 129000 });
      const { imp_uid } = tour.pay({ merchant_uid, amount: 129000 });
      tour.sandbox.payments.approve(imp_uid);
      await tour.webhooks();
      await tour.read(merchant_uid, { status: 'paid', paid_by: imp_uid, 'history.0.source': 'webhook' });
    },
  },
  {
    title: 'A virtual account: issued now, paid by a deposit later',
    async run(tour) {
      const buyer = { name: '홍길동', tel: '010-1234-5678' };
      const merchant_uid = await tour.register({ name: '27인치 모니터', amount: 289000, customer_id: 'hong', buyer });
      const ids = tour.pay({ merchant_uid, amount: 289000, pay_method: 'vbank' });
      tour.sandbox.payments.issueVirtualAccount(ids.imp_uid);
      await tour.webhooks();
      const issued = { status: 'vbankIssued', message: 'Virtual account issued successfully' };
      await tour.callback(ids, { http: 200, fields: issued });
      await tour.read(merchant_uid, { status: 'ready', paid_by: null });
      tour.note('hours later, the deposit arrives at the bank');
      tour.sandbox.payments.deposit(ids.imp_uid);
      await tour.webhooks();
      await tour.read(merchant_uid, { status: 'paid', 'history.0.to': 'ready', 'history.1.to': 'paid' });
    },
  },
];
