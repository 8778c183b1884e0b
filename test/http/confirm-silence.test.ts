import { LIMITS } from '../../src/composition/limits';
import { useCheckout } from '../support/checkout';
import { liftTimeLimits } from '../support/lift-time-limits';

/** Over the limit of wrong amounts a sender's call needs a look-up, which may not be answered. */
liftTimeLimits('confirmLookUpMs');
jest.replaceProperty(LIMITS, 'confirmLookUpMs', 50 as never);
const READ = 'GET /payments/:imp_uid';
const AMOUNT = 64_900;
const NOT_NOW = { reason: '일시적인 오류로 결제를 확인하지 못했습니다. 잠시 후 다시 시도해 주세요.' };
const checkout = useCheckout();

test.each([
  ['fails', { kind: 'status', status: 500, route: READ }],
  ['is silent', { kind: 'hold', route: READ }],
] as const)(
  'where i’mport %s, a right and a wrong amount are stopped alike, and may be asked again: 503',
  async (_, fault) => {
    const order = await checkout.order();
    const confirm = (imp_uid: string, amount: number) =>
      checkout.http().post('/payments/confirm').send({ imp_uid, merchant_uid: order, amount });
    for (let n = 1; n <= LIMITS.wrongConfirmAmounts.perOrder; n += 1)
      expect((await confirm(`imp_${n}`, n)).status).toBe(409);
    const { faults } = checkout.sandbox();
    const id = faults.set(fault);
    try {
      for (const amount of [100, AMOUNT]) {
        const reply = await confirm(checkout.pay(order, { status: 'ready', amount }), amount);
        expect([reply.status, reply.body]).toEqual([503, NOT_NOW]);
      }
    } finally {
      faults.remove(id);
      faults.release();
    }
  },
);
