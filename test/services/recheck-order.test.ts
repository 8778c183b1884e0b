import { CheckoutError } from '../../src/domain/errors';
import type { MayContinue } from '../../src/iamport/order-payments';
import { createDeadline } from '../../src/lib/create-deadline';
import { recheckOrder, type RecheckOrderDeps } from '../../src/services/recheck-order';
import { buildOrder } from '../support/build-order';
import { ACTOR } from '../support/actor';

test('a recheck whose look-up is late is refused, asks for no further page and records nothing', async () => {
  let answer = () => {};
  let mayContinue: MayContinue = async () => true;
  const recorded: string[] = [];
  const done: Promise<unknown>[] = [];
  const deps: RecheckOrderDeps = {
    recordAudit: async () => {},
    findOrder: async (merchantUid) => buildOrder({ merchantUid }),
    async findAllPayments(_merchantUid, asked = mayContinue) {
      mayContinue = asked;
      await new Promise<void>((resolve) => (answer = resolve));
      return { payments: [], unreadable: [], isCutShort: false };
    },
    async reconcile(order) {
      recorded.push(order.merchantUid);
      return order;
    },
    onUnreadable: () => {},
    inRepairQueue(_merchantUid, work) {
      const working = work();
      done.push(working.catch(() => 'given up'));
      return working;
    },
    withinDeadline: createDeadline(1, () => new CheckoutError('unavailable', 'late')),
  };
  await expect(recheckOrder(deps, 'o1', ACTOR)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await mayContinue()).toBe(false);
  answer();
  expect(await Promise.all(done)).toEqual(['given up']);
  expect(recorded).toEqual([]);
});
