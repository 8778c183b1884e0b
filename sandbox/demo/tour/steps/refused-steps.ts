import type { TourStep } from '../tour-step';

const FORGERY = { http: 400, fields: { status: 'forgery', message: 'Forged/falsified payment attempted' } };

/** Payments that do not settle the order they name. */
export const refusedSteps: readonly TourStep[] = [
  {
    title: 'Forged amount: the script in the browser was made to ask for 100 won',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '그래픽 카드', amount: 1290000 });
      const ids = tour.pay({ merchant_uid, amount: 100, status: 'paid' });
      await tour.callback(ids, FORGERY);
      await tour.read(merchant_uid, { status: 'pending', 'attention.0.reason': 'amountDiffers' });
    },
  },
  {
    title: "Replay: another order's payment, of the same amount",
    async run(tour) {
      const paid = await tour.register({ name: '머그컵', amount: 12000 });
      const unpaid = await tour.register({ name: '머그컵', amount: 12000 });
      const { imp_uid } = tour.pay({ merchant_uid: paid, amount: 12000, status: 'paid' });
      await tour.callback({ imp_uid, merchant_uid: unpaid }, FORGERY);
      await tour.read(unpaid, { status: 'pending', 'attention.0.reason': 'replay' });
    },
  },
  {
    title: 'Test-channel swap: paid through a test channel, where no money moves',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '노트북', amount: 1890000 });
      const ids = tour.pay({ merchant_uid, amount: 1890000, status: 'paid', sandbox: true });
      await tour.callback(ids, { http: 404, fields: { status: 'paymentNotFound' } });
      await tour.read(merchant_uid, { status: 'pending', 'history.length': 0 });
    },
  },
  {
    title: 'Failed, then paid with another card; then paid once more by mistake',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '러닝화', amount: 89000 });
      const payment = { merchant_uid, amount: 89000 };
      const declined = tour.pay({ ...payment, status: 'failed', fail_reason: '한도초과' });
      await tour.callback(declined, { http: 402, fields: { status: 'failed', message: '한도초과' } });
      const paid = tour.pay({ ...payment, status: 'paid' });
      await tour.callback(paid, { http: 200, fields: { status: 'success' } });
      const again = tour.pay({ ...payment, status: 'paid' });
      await tour.callback(again, { http: 409, fields: { status: 'duplicate' } });
      const fields = { status: 'paid', paid_by: paid.imp_uid, 'attention.0.reason': 'duplicate' };
      await tour.read(merchant_uid, fields);
    },
  },
  {
    title: 'The window was closed before paying; an unknown order; ids that are none',
    async run(tour) {
      const merchant_uid = await tour.register({ name: '텀블러', amount: 24000 });
      const left = tour.pay({ merchant_uid, amount: 24000 });
      await tour.callback(left, { http: 202, fields: { status: 'pending' } });
      const unknown = { imp_uid: left.imp_uid, merchant_uid: 'nobody-ordered-this' };
      await tour.callback(unknown, { http: 404, fields: { status: 'orderNotFound' } });
      await tour.send({
        actor: 'browser',
        method: 'POST',
        path: '/payments/complete',
        headers: { 'Content-Type': 'application/json' },
        body: '{"imp_uid":{"$ne":null},"merchant_uid":["a"]}',
        expected: { http: 400, fields: { status: 'invalidRequest' } },
      });
    },
  },
];
